import { CONTROLLER_NAMESPACE } from '../release/names';

/** Namespaces of the system itself: what runs there is judged by no rule about sandboxes. */
export const SYSTEM_NAMESPACES: readonly string[] = ['kube-system', 'kube-node-lease', 'kube-public', CONTROLLER_NAMESPACE];

/**
 * Who deletes what belongs to something deleted. Where the controllers of the control plane share one account, it is the last.
 */
export const COLLECTORS: readonly string[] = [
  'system:serviceaccount:kube-system:namespace-controller', 'system:serviceaccount:kube-system:generic-garbage-collector', 'system:kube-controller-manager',
];
