import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { failure, misfits, place, podSchema } from './value-support';
import { Probe } from '../../src/sandbox/probe';
import { ProbeContext } from '../../src/sandbox/probe-mapper';
import { HttpScheme } from '../../src/sandbox/probe-options';

const READY: ProbeContext = { kind: 'readiness', port: 8888 };
const TIMING = { periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 6, successThreshold: 1 };

test.each([
  ['a GET request', Probe.httpGet('/'), { httpGet: { path: '/', port: 8888, scheme: 'HTTP' } }],
  ['a request with everything', Probe.httpGet('/v1/health?full=1', { port: 8080, scheme: HttpScheme.HTTPS, headers: { B: '2', A: '' } }), {
    httpGet: { path: '/v1/health?full=1', port: 8080, scheme: 'HTTPS', httpHeaders: [{ name: 'A', value: '' }, { name: 'B', value: '2' }] },
  }],
  ['a connection', Probe.tcpSocket(), { tcpSocket: { port: 8888 } }],
  ['a connection to another port', Probe.tcpSocket({ port: 9222 }), { tcpSocket: { port: 9222 } }],
  ['a program', Probe.exec(['/bin/check', '--all', '']), { exec: { command: ['/bin/check', '--all', ''] } }],
  ['gRPC', Probe.grpc(), { grpc: { port: 8888, service: '' } }],
  ['gRPC of a service', Probe.grpc({ service: 'sandbox', port: 9090 }), { grpc: { port: 9090, service: 'sandbox' } }],
])('maps %s, the numbers written out', (_, probe, handler) => {
  const json = probe._toJson(place, READY);
  expect(json).toEqual({ ...handler, ...TIMING });
  expect(misfits(podSchema('containers[].readinessProbe'), json)).toEqual([]);
});

test('maps the numbers that are given', () => {
  const json = Probe.tcpSocket({
    initialDelay: Duration.seconds(0), period: Duration.minutes(1), timeout: Duration.seconds(30), failureThreshold: 1, successThreshold: 2,
  })._toJson(place, READY);
  expect(json).toEqual({
    tcpSocket: { port: 8888 }, initialDelaySeconds: 0, periodSeconds: 60, timeoutSeconds: 30, failureThreshold: 1, successThreshold: 2,
  });
});

test('is patient for a minute by default, whatever the period', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 600 }), (period) => {
    const probe = Probe.tcpSocket({ period: Duration.seconds(period) });
    const { failureThreshold, periodSeconds } = probe._toJson(place, READY) as { [key: string]: number };
    expect(periodSeconds).toBe(period);
    expect(failureThreshold * period).toBeGreaterThanOrEqual(60);
    expect(failureThreshold).toBeGreaterThanOrEqual(3);
    expect(failureThreshold === 3 || (failureThreshold - 1) * period < 60).toBe(true);
  }));
});

test.each([
  ['no port anywhere', Probe.httpGet('/'), { kind: 'readiness' }, 'prop.port: got undefined; allowed: a port, since the container declares none'],
  ['port 0', Probe.tcpSocket({ port: 0 }), READY, 'prop.port: got 0'],
  ['a path without "/"', Probe.httpGet('health'), READY, 'prop.path: got "health"'],
  ['an address as path', Probe.httpGet('http://169.254.169.254/'), READY, 'prop.path'],
  ['a path that is no text', Probe.httpGet(['/'] as unknown as string), READY, 'prop.path: got ["/"]'],
  ['a header that is a number', Probe.httpGet('/', { headers: { A: 1 as unknown as string } }), READY, 'prop.headers[A]: got 1'],
  ['a path with blanks', Probe.httpGet('/a b'), READY, 'prop.path'],
  ['a scheme in lower case', Probe.httpGet('/', { scheme: 'http' as HttpScheme }), READY, 'prop.scheme: got "http"'],
  ['a header name with a colon', Probe.httpGet('/', { headers: { 'A:': '' } }), READY, 'prop.headers: got "A:"'],
  ['a header of two lines', Probe.httpGet('/', { headers: { A: '1\r\nB: 2' } }), READY, 'prop.headers[A]'],
  ['no program', Probe.exec([]), READY, 'prop.command: got []'],
  ['a command line', Probe.exec('ls /' as unknown as string[]), READY, 'prop.command: got "ls /"'],
  ['an argument that is a number', Probe.exec(['sleep', 1 as unknown as string]), READY, 'prop.command[1]: got 1'],
  ['a period of 0', Probe.tcpSocket({ period: Duration.seconds(0) }), READY, 'prop.period: got 0'],
  ['half a second', Probe.tcpSocket({ period: Duration.millis(1500) }), READY, 'prop.period'],
  ['a timeout of 0', Probe.tcpSocket({ timeout: Duration.seconds(0) }), READY, 'prop.timeout: got 0'],
  ['no failures at all', Probe.tcpSocket({ failureThreshold: 0 }), READY, 'prop.failureThreshold: got 0'],
  ['two successes of liveness', Probe.tcpSocket({ successThreshold: 2 }), { kind: 'liveness', port: 1 }, 'Kubernetes takes only 1 for a liveness probe'],
  ['two successes of startup', Probe.tcpSocket({ successThreshold: 2 }), { kind: 'startup', port: 1 }, 'Kubernetes takes only 1 for a startup probe'],
] as [string, Probe, ProbeContext, string][])('fails for %s', (_, probe, context, words) => {
  expect(failure(() => probe._toJson(place, context))).toContain(words);
});
