// Package v1alpha1 is agents.x-k8s.io/v1alpha1 in release line 0.5, the last that has it.
// +groupName=agents.x-k8s.io
// +versionName=v1alpha1
package v1alpha1

import (
	"example.com/cdk8s-agent-sandbox/imports/api/shared"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// An isolated Pod with a lasting name and volumes, for one agent.
// +kubebuilder:deprecatedversion:warning="agents.x-k8s.io/v1alpha1 Sandbox is deprecated; use agents.x-k8s.io/v1beta1 Sandbox instead"
// +kubebuilder:resource:shortName=sandbox
// +kubebuilder:subresource:status
// +kubebuilder:subresource:scale:specpath=.spec.replicas,statuspath=.status.replicas,selectorpath=.status.selector
type Sandbox struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// +required
	Spec SandboxSpec `json:"spec"`
	// +optional
	Status SandboxStatus `json:"status,omitempty"`
}

// What the sandbox is to be.
type SandboxSpec struct {
	shared.SandboxBase `json:",inline"`

	// Whether the sandbox has a Pod: 0 suspends it. Default: 1. In v1beta1 this is operatingMode.
	// +optional
	// +kubebuilder:default=1
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=1
	Replicas *int32 `json:"replicas,omitempty"`
}

// What was last seen of the sandbox.
type SandboxStatus struct {
	shared.SandboxStatusBase `json:",inline"`

	// How many Pods there are: 0 or 1.
	// +optional
	// +kubebuilder:validation:Minimum=0
	Replicas int32 `json:"replicas,omitempty"`
}
