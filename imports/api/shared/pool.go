package shared

// What v1alpha1 and v1beta1 have in common.

type SandboxWarmPoolBase struct {
	// Template that the members are made from.
	// +required
	SandboxTemplateRef LocalReference `json:"sandboxTemplateRef"`

	// What happens to members made from an older state of the template. Since 0.4.0.
	// +optional
	UpdateStrategy *UpdateStrategy `json:"updateStrategy,omitempty"`
}

// What happens to members made from an older state of the template.
type UpdateStrategy struct {
	// Stale members are handed out until they are used up (OnReplenish), or replaced at once (Recreate). Default: OnReplenish.
	// +optional
	// +kubebuilder:default=OnReplenish
	Type UpdateStrategyType `json:"type,omitempty"`
}

// +kubebuilder:validation:Enum=Recreate;OnReplenish
type UpdateStrategyType string

// What the pool is to be.
type SandboxWarmPoolSpec struct {
	SandboxWarmPoolBase `json:",inline"`

	// How many sandboxes to keep ready. Leave it unset where an autoscaler sets it; 0 makes a pool whose claims all start cold.
	// Default: 1. Optional since 0.5.1.
	// +optional
	// +kubebuilder:default=1
	// +kubebuilder:validation:Minimum=0
	Replicas *int32 `json:"replicas,omitempty"`
}

// What v1alpha1 and v1beta1 have in common.

type SandboxWarmPoolStatusBase struct {
	// How many members there are.
	// +optional
	Replicas int32 `json:"replicas,omitempty"`

	// How many members are Ready.
	// +optional
	ReadyReplicas int32 `json:"readyReplicas,omitempty"`

	// Label selector of the members' Pods, for autoscalers. Since 0.3.10.
	// +optional
	Selector string `json:"selector,omitempty"`
}

// What was last seen of the pool.
type SandboxWarmPoolStatus struct {
	SandboxWarmPoolStatusBase `json:",inline"`

	// Generation of the pool that the status is about. Since 0.5.6.
	// +optional
	// +kubebuilder:validation:Minimum=0
	ObservedGeneration int64 `json:"observedGeneration,omitempty"`
}
