package shared

// What v1alpha1 and v1beta1 have in common.

type SandboxTemplateBase struct {
	// The Pod of each sandbox made from the template. Where automountServiceAccountToken is unset the controller makes it false.
	// +required
	PodTemplate PodTemplate `json:"podTemplate"`

	// Persistent volumes of each sandbox. A change makes the members of warm pools stale. Since 0.4.3.
	// +optional
	// +listType=atomic
	VolumeClaimTemplates []VolumeClaimTemplate `json:"volumeClaimTemplates,omitempty"`

	// Whether each sandbox has a headless Service, as in a Sandbox. Since 0.4.6.
	// +optional
	Service *bool `json:"service,omitempty"`

	// Rules of the managed NetworkPolicy, in the place of the built-in ones: ingress from the router, egress to public addresses only,
	// DNS by public resolvers.
	// +optional
	NetworkPolicy *NetworkPolicyRules `json:"networkPolicy,omitempty"`

	// Whether the controller makes a NetworkPolicy for the sandboxes of the template (Managed) or leaves that to others and deletes its own
	// (Unmanaged). Default: Managed. Since 0.2.1.
	// +optional
	// +kubebuilder:default=Managed
	NetworkPolicyManagement NetworkPolicyManagement `json:"networkPolicyManagement,omitempty"`

	// What a claim may do to environment variables: nothing (Disallowed), add (Allowed), or add and replace (Overrides).
	// Default: Disallowed. Since 0.4.0.
	// +optional
	// +kubebuilder:default=Disallowed
	EnvVarsInjectionPolicy EnvVarsInjectionPolicy `json:"envVarsInjectionPolicy,omitempty"`
}

// +kubebuilder:validation:Enum=Managed;Unmanaged
type NetworkPolicyManagement string

// +kubebuilder:validation:Enum=Allowed;Overrides;Disallowed
type EnvVarsInjectionPolicy string

// +kubebuilder:validation:Enum=Disallowed;Allowed;Overrides
type VolumeClaimTemplatesPolicy string

// How the sandboxes of the template are made.
type SandboxTemplateSpec struct {
	SandboxTemplateBase `json:",inline"`

	// What a claim may do to volume claim templates: nothing (Disallowed), add (Allowed), or add and replace (Overrides).
	// Default: Disallowed. Since 0.5.0.
	// +optional
	// +kubebuilder:default=Disallowed
	VolumeClaimTemplatesPolicy VolumeClaimTemplatesPolicy `json:"volumeClaimTemplatesPolicy,omitempty"`
}
