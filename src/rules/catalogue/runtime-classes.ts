// What a RuntimeClass is, told by its name, as CEL about the Pod: the class object itself is seldom there to be read.

const named = (test: string): string => `(has(pod.runtimeClassName) && pod.runtimeClassName${test})`;

/** gVisor: the name that GKE and upstream give it, and any that says so. */
export const IS_GVISOR = named('.matches(\'gvisor|runsc\')');

/** Kata Containers, whatever its hypervisor. */
export const IS_KATA = named('.startsWith(\'kata\')');

/** Kata Containers with Firecracker. */
export const IS_FIRECRACKER = named('.startsWith(\'kata-fc\')');

/** Kata Containers as AKS brings it. */
export const IS_AKS_KATA = named(' == \'kata-vm-isolation\'');

/** The node's own kernel: no class, or one of those that stand for an ordinary container. */
export const IS_SHARED_KERNEL = 'pod.?runtimeClassName.orValue(\'\') in [\'\', \'runc\', \'crun\', \'youki\']';

/** A class that the profile approves of. */
export const IS_APPROVED = named(' in params.runtimeClasses');
