// Package v1beta1 is extensions.agents.x-k8s.io/v1beta1 in release line 0.5.
// +groupName=extensions.agents.x-k8s.io
// +versionName=v1beta1
package v1beta1

import (
	"example.com/cdk8s-agent-sandbox/imports/api/shared"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// What sandboxes of one kind have in common, and the NetworkPolicy around them.
// +kubebuilder:storageversion
// +kubebuilder:resource:shortName=sandboxtemplate
type SandboxTemplate struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// +required
	Spec shared.SandboxTemplateSpec `json:"spec"`
}

// A request for one sandbox, served from a warm pool when it can be.
// +kubebuilder:storageversion
// +kubebuilder:resource:shortName=sandboxclaim
// +kubebuilder:subresource:status
// +kubebuilder:printcolumn:name="Ready",type=string,JSONPath=`.status.conditions[?(@.type=='Ready')].status`
// +kubebuilder:printcolumn:name="Sandbox",type=string,JSONPath=`.status.sandbox.name`
// +kubebuilder:printcolumn:name="Reason",type=string,JSONPath=`.status.conditions[?(@.type=='Ready')].reason`
// +kubebuilder:printcolumn:name="Age",type=date,JSONPath=`.metadata.creationTimestamp`
type SandboxClaim struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// +required
	Spec shared.SandboxClaimSpec `json:"spec"`
	// +optional
	Status shared.SandboxClaimStatus `json:"status,omitempty"`
}

// Sandboxes of one template that are started before they are asked for.
// +kubebuilder:storageversion
// +kubebuilder:resource:shortName=swp
// +kubebuilder:subresource:status
// +kubebuilder:subresource:scale:specpath=.spec.replicas,statuspath=.status.replicas,selectorpath=.status.selector
// +kubebuilder:printcolumn:name="Ready",type=integer,JSONPath=`.status.readyReplicas`
// +kubebuilder:printcolumn:name="Desired",type=integer,JSONPath=`.spec.replicas`
// +kubebuilder:printcolumn:name="Age",type=date,JSONPath=`.metadata.creationTimestamp`
type SandboxWarmPool struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// +required
	Spec shared.SandboxWarmPoolSpec `json:"spec"`
	// +optional
	Status shared.SandboxWarmPoolStatus `json:"status,omitempty"`
}
