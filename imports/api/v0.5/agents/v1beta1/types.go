// Package v1beta1 is agents.x-k8s.io/v1beta1 in release line 0.5.
// +groupName=agents.x-k8s.io
// +versionName=v1beta1
package v1beta1

import (
	"example.com/cdk8s-agent-sandbox/imports/api/shared"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// An isolated Pod with a lasting name and volumes, for one agent.
// +kubebuilder:storageversion
// +kubebuilder:resource:shortName=sandbox
// +kubebuilder:subresource:status
// +kubebuilder:printcolumn:name="Ready",type=string,JSONPath=`.status.conditions[?(@.type=='Ready')].status`
// +kubebuilder:printcolumn:name="Reason",type=string,JSONPath=`.status.conditions[?(@.type=='Ready')].reason`
// +kubebuilder:printcolumn:name="Age",type=date,JSONPath=`.metadata.creationTimestamp`
type Sandbox struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// +required
	Spec shared.SandboxSpec `json:"spec"`
	// +optional
	Status shared.SandboxStatus `json:"status,omitempty"`
}
