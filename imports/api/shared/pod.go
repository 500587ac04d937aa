// Package shared holds what is the same in every version and release line of the API.
// A doc comment on a type or a field becomes its description in the definitions; remarks for the reader of this code stand apart.
package shared

import (
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
)

// The Pod that the controller makes for the sandbox.
type PodTemplate struct {
	// Labels and annotations of the Pod. Keys below agents.x-k8s.io and extensions.agents.x-k8s.io are dropped.
	// +optional
	Metadata PodMetadata `json:"metadata,omitempty"`

	// Spec of the Pod, used as it is. A running Pod is never changed: an edit takes effect when the Pod is made again.
	// +required
	Spec corev1.PodSpec `json:"spec"`
}

// Labels and annotations of a Pod.
type PodMetadata struct {
	// Labels to put on the Pod.
	// +optional
	Labels map[string]string `json:"labels,omitempty"`

	// Annotations to put on the Pod.
	// +optional
	Annotations map[string]string `json:"annotations,omitempty"`
}

// A PersistentVolumeClaim made for each sandbox, named <template>-<sandbox> and deleted with the sandbox.
type VolumeClaimTemplate struct {
	// Name of the template, by which containers mount the volume, and labels and annotations of the claim made from it.
	// +optional
	Metadata VolumeClaimMetadata `json:"metadata,omitempty"`

	// Spec of the claim.
	// +required
	Spec corev1.PersistentVolumeClaimSpec `json:"spec"`
}

// Name, labels and annotations of a volume claim template.
type VolumeClaimMetadata struct {
	// Name of the template. It takes the place of a Pod volume of the same name.
	// +optional
	Name string `json:"name,omitempty"`

	// Labels to put on the claim.
	// +optional
	Labels map[string]string `json:"labels,omitempty"`

	// Annotations to put on the claim.
	// +optional
	Annotations map[string]string `json:"annotations,omitempty"`
}

// Rules of the managed NetworkPolicy. They replace the built-in rules completely, in both directions.
type NetworkPolicyRules struct {
	// What may connect to the sandboxes. Without an entry nothing may, the router included.
	// +optional
	Ingress []networkingv1.NetworkPolicyIngressRule `json:"ingress,omitempty"`

	// What the sandboxes may connect to. Without an entry nothing, DNS included.
	// +optional
	Egress []networkingv1.NetworkPolicyEgressRule `json:"egress,omitempty"`
}

// A reference to an object in the same namespace.
type LocalReference struct {
	// Name of the object.
	// +required
	Name string `json:"name"`
}
