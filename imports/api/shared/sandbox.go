package shared

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// What v1alpha1 and v1beta1 have in common.

type SandboxBase struct {
	// The Pod to run.
	// +required
	PodTemplate PodTemplate `json:"podTemplate"`

	// Persistent volumes of the sandbox. They are kept while it is suspended.
	// +optional
	// +listType=atomic
	VolumeClaimTemplates []VolumeClaimTemplate `json:"volumeClaimTemplates,omitempty"`

	// Whether the sandbox has a headless Service of its own name. When unset, none is made and one that is there is kept; false deletes it.
	// Since 0.4.6; before, there always was one.
	// +optional
	Service *bool `json:"service,omitempty"`

	// When the sandbox ends. It has no end when unset.
	// +optional
	ShutdownTime *metav1.Time `json:"shutdownTime,omitempty"`

	// What happens at the end: the Sandbox is kept without Pod and Service (Retain), or deleted with its volumes (Delete). Default: Retain.
	// +optional
	// +kubebuilder:default=Retain
	ShutdownPolicy SandboxShutdownPolicy `json:"shutdownPolicy,omitempty"`
}

// +kubebuilder:validation:Enum=Delete;Retain
type SandboxShutdownPolicy string

// +kubebuilder:validation:Enum=Running;Suspended
type OperatingMode string

// What the sandbox is to be. Its volumeClaimTemplates cannot be changed since 0.5.3.
// +kubebuilder:validation:XValidation:rule="has(self.volumeClaimTemplates) == has(oldSelf.volumeClaimTemplates) && (!has(self.volumeClaimTemplates) || self.volumeClaimTemplates == oldSelf.volumeClaimTemplates)",message="volumeClaimTemplates is immutable"
type SandboxSpec struct {
	SandboxBase `json:",inline"`

	// Whether the sandbox has a Pod: Suspended deletes the Pod and keeps the Sandbox and its volumes; what was in memory is lost.
	// Default: Running. Since 0.5.0.
	// +optional
	// +kubebuilder:default=Running
	OperatingMode OperatingMode `json:"operatingMode,omitempty"`
}

// What v1alpha1 and v1beta1 have in common.

type SandboxStatusBase struct {
	// Ready, Suspended, PodScheduled and Finished.
	// +optional
	Conditions []metav1.Condition `json:"conditions,omitempty"`

	// Name of the headless Service, if there is one.
	// +optional
	Service string `json:"service,omitempty"`

	// DNS name of the headless Service within the cluster, if there is one.
	// +optional
	ServiceFQDN string `json:"serviceFQDN,omitempty"`

	// Label selector of the Pod.
	// +optional
	LabelSelector string `json:"selector,omitempty"`

	// Addresses of the Pod. Since 0.3.
	// +optional
	PodIPs []string `json:"podIPs,omitempty"`
}

// What was last seen of the sandbox.
type SandboxStatus struct {
	SandboxStatusBase `json:",inline"`

	// Node that the Pod runs on. Since 0.5.
	// +optional
	NodeName string `json:"nodeName,omitempty"`
}
