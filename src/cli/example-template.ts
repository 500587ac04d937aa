import { JsonObject } from '../private/json';

/** A template that all rules hold for: what examples are made from. */
export const EXAMPLE_TEMPLATE: JsonObject = {
  apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
  kind: 'SandboxTemplate',
  metadata: { name: 'python', namespace: 'team-a' },
  spec: {
    envVarsInjectionPolicy: 'Disallowed',
    volumeClaimTemplatesPolicy: 'Disallowed',
    networkPolicyManagement: 'Managed',
    networkPolicy: {
      egress: [{
        to: [{
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
          podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        }],
        ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }],
      }],
      ingress: [{
        from: [{
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'agent-sandbox-system' } },
          podSelector: { matchLabels: { app: 'sandbox-router' } },
        }],
        ports: [{ port: 8888, protocol: 'TCP' }],
      }],
    },
    service: true,
    podTemplate: {
      metadata: { labels: { team: 'a' } },
      spec: {
        runtimeClassName: 'gvisor',
        serviceAccountName: 'python',
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        dnsPolicy: 'ClusterFirst',
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 30,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 65532,
          runAsGroup: 65532,
          fsGroup: 65532,
          fsGroupChangePolicy: 'OnRootMismatch',
          seccompProfile: { type: 'RuntimeDefault' },
        },
        containers: [{
          name: 'main',
          image: `registry.example.com/team/python:1.0@sha256:${'0123456789abcdef'.repeat(4)}`,
          imagePullPolicy: 'Always',
          ports: [{ name: 'http', containerPort: 8888, protocol: 'TCP' }],
          readinessProbe: { httpGet: { path: '/', port: 8888, scheme: 'HTTP' }, periodSeconds: 10, timeoutSeconds: 1 },
          resources: {
            limits: { 'cpu': '1', 'memory': '512Mi', 'ephemeral-storage': '1Gi' },
            requests: { 'cpu': '250m', 'memory': '512Mi', 'ephemeral-storage': '1Gi' },
          },
          securityContext: {
            allowPrivilegeEscalation: false, privileged: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] },
          },
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        }],
        volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '256Mi' } }],
      },
    },
  },
};
