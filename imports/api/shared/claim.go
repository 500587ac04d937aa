package shared

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// What v1alpha1 and v1beta1 have in common.

type SandboxClaimBase struct {
	// When the claim ends and what happens then. It has no end when unset.
	// +optional
	Lifecycle *ClaimLifecycle `json:"lifecycle,omitempty"`

	// Labels and annotations to add to the Pod. The controller refuses labels outside its allowed domains (default: sandbox.users.io),
	// annotations of Kubernetes' own domains, and values that differ from the template's. Since 0.4.0.
	// +optional
	AdditionalPodMetadata PodMetadata `json:"additionalPodMetadata,omitempty"`

	// Environment variables to inject, as far as the template's envVarsInjectionPolicy allows. A claim with any is never served from
	// the warm pool. Since 0.4.0.
	// +optional
	// +listType=atomic
	Env []ClaimEnvVar `json:"env,omitempty"`
}

// When a claim ends and what happens then. The earlier of the two ends counts.
type ClaimLifecycle struct {
	// When the claim ends, whatever its Pod does.
	// +optional
	ShutdownTime *metav1.Time `json:"shutdownTime,omitempty"`

	// How long after its Pod has finished the claim ends. A Pod that is always restarted never finishes. Since 0.4.3.
	// +optional
	// +kubebuilder:validation:Minimum=0
	TTLSecondsAfterFinished *int32 `json:"ttlSecondsAfterFinished,omitempty"`

	// What happens at the end: the claim is deleted with all it has (Delete), so that it is gone last (DeleteForeground),
	// or it is kept while its sandbox and the sandbox's volumes are deleted (Retain). Default: Retain. DeleteForeground since 0.3.
	// +optional
	// +kubebuilder:default=Retain
	ShutdownPolicy ClaimShutdownPolicy `json:"shutdownPolicy,omitempty"`
}

// +kubebuilder:validation:Enum=Delete;DeleteForeground;Retain
type ClaimShutdownPolicy string

// An environment variable with a literal value. Whoever can read the claim can read the value.
type ClaimEnvVar struct {
	// Name of the variable.
	// +required
	Name string `json:"name"`

	// Value of the variable.
	// +required
	Value string `json:"value"`

	// Container that gets the variable. Default: the first one.
	// +optional
	ContainerName string `json:"containerName,omitempty"`
}

// What the claim asks for.
type SandboxClaimSpec struct {
	SandboxClaimBase `json:",inline"`

	// Warm pool that serves the claim, and whose template makes a sandbox when the pool has none to give. Since 0.5.0.
	// +required
	WarmPoolRef LocalReference `json:"warmPoolRef"`

	// Persistent volumes beside the template's, as far as its volumeClaimTemplatesPolicy allows. A claim with any is never served from the
	// warm pool. Since 0.5.0.
	// +optional
	// +listType=atomic
	VolumeClaimTemplates []VolumeClaimTemplate `json:"volumeClaimTemplates,omitempty"`
}

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
	// Name of the Sandbox. One from a warm pool does not have the claim's name.
	// +optional
	Name string `json:"name,omitempty"`

	// Addresses of the Pod. Since 0.3.
	// +optional
	PodIPs []string `json:"podIPs,omitempty"`
}
