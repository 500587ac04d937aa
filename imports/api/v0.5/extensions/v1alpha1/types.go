// Package v1alpha1 is extensions.agents.x-k8s.io/v1alpha1 in release line 0.5, the last that has it.
// +groupName=extensions.agents.x-k8s.io
// +versionName=v1alpha1
package v1alpha1

import (
	"example.com/cdk8s-agent-sandbox/imports/api/shared"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// What sandboxes of one kind have in common, and the NetworkPolicy around them.
// +kubebuilder:deprecatedversion:warning="extensions.agents.x-k8s.io/v1alpha1 SandboxTemplate is deprecated; use extensions.agents.x-k8s.io/v1beta1 SandboxTemplate instead"
// +kubebuilder:resource:shortName=sandboxtemplate
type SandboxTemplate struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// How the sandboxes of the template are made.
	// +required
	Spec shared.SandboxTemplateBase `json:"spec"`
}

// A request for one sandbox, served from a warm pool when it can be.
// +kubebuilder:deprecatedversion:warning="extensions.agents.x-k8s.io/v1alpha1 SandboxClaim is deprecated; use extensions.agents.x-k8s.io/v1beta1 SandboxClaim instead"
// +kubebuilder:resource:shortName=sandboxclaim
// +kubebuilder:subresource:status
type SandboxClaim struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// +required
	Spec SandboxClaimSpec `json:"spec"`
	// +optional
	Status shared.SandboxClaimStatus `json:"status,omitempty"`
}

// What the claim asks for.
type SandboxClaimSpec struct {
	shared.SandboxClaimBase `json:",inline"`

	// Template of the sandbox.
	// +required
	SandboxTemplateRef shared.LocalReference `json:"sandboxTemplateRef"`

	// Warm pool to serve the claim from: a pool's name, "default" for any pool of the template, "none" for a cold start.
	// Default: default. Since 0.3.10.
	// +optional
	// +kubebuilder:default=default
	WarmPool string `json:"warmpool,omitempty"`
}

// Sandboxes of one template that are started before they are asked for.
// +kubebuilder:deprecatedversion:warning="extensions.agents.x-k8s.io/v1alpha1 SandboxWarmPool is deprecated; use extensions.agents.x-k8s.io/v1beta1 SandboxWarmPool instead"
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
	Spec SandboxWarmPoolSpec `json:"spec"`
	// What was last seen of the pool.
	// +optional
	Status shared.SandboxWarmPoolStatusBase `json:"status,omitempty"`
}

// What the pool is to be.
type SandboxWarmPoolSpec struct {
	shared.SandboxWarmPoolBase `json:",inline"`

	// How many sandboxes to keep ready.
	// +required
	// +kubebuilder:validation:Minimum=0
	Replicas int32 `json:"replicas"`
}
