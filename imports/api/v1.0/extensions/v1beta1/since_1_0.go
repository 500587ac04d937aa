package v1beta1

import (
	"example.com/cdk8s-agent-sandbox/imports/api/shared"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// What was last seen of the claim.
type SandboxClaimStatus struct {
	// Ready, and why not.
	// +optional
	Conditions []metav1.Condition `json:"conditions,omitempty"`

	// The sandbox that the claim got.
	// +optional
	Sandbox ClaimedSandbox `json:"sandbox,omitempty"`
}

// The sandbox that a claim got.
type ClaimedSandbox struct {
	shared.ClaimedSandbox `json:",inline"`

	// DNS name of the sandbox's headless Service within the cluster, if there is one. Since 1.0.0.
	// +optional
	ServiceFQDN string `json:"serviceFQDN,omitempty"`
}

// The release notes give the grace period as an integer of at least 30. That it is an int32, like the API's other durations in seconds, is a guess;
// it only takes away numbers above 2147483647.

// What the pool is to be.
type SandboxWarmPoolSpec struct {
	shared.SandboxWarmPoolSpec `json:",inline"`

	// How long a member may be not Ready, counted from its creation, before it is deleted and made again. An edit does not make members stale.
	// Default: what the controller's flag --sandbox-warm-pool-readiness-grace-period says. Since 1.0.12.
	// +optional
	// +kubebuilder:validation:Minimum=30
	ReadinessGracePeriodSeconds *int32 `json:"readinessGracePeriodSeconds,omitempty"`
}
