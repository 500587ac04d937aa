import { Family } from '../private/cidr';

/** A block of addresses, canonical, with the reason why it is listed. */
export interface AddressRange {
  readonly cidr: string;
  readonly why: string;
}

/** Ranges by family: an exception of a network rule has to be of the family of its block. */
export type AddressRanges = { readonly [family in Family]: readonly AddressRange[] };

/**
 * What "the internet" must never include: addresses that reach the cluster, the node, the cloud's metadata or a private network. No range
 * contains another one; 255.255.255.255 is in 240.0.0.0/4, and ::1 in ::/96.
 *
 * The IPv4-mapped range can be refused, but not be written as an exception: the API server reads it as IPv4, so that `::/0` does not contain
 * it, and then refuses the whole NetworkPolicy.
 */
export const PROTECTED_RANGES: AddressRanges = {
  IPv4: [
    { cidr: '0.0.0.0/8', why: 'this host' },
    { cidr: '10.0.0.0/8', why: 'private (RFC 1918)' },
    { cidr: '100.64.0.0/10', why: 'carrier-grade NAT: Pod ranges of EKS and GKE, overlay networks, Alibaba metadata' },
    { cidr: '127.0.0.0/8', why: 'loopback' },
    { cidr: '168.63.129.16/32', why: 'Azure WireServer, which only looks public' },
    { cidr: '169.254.0.0/16', why: 'link-local: cloud metadata, EKS Pod Identity, NodeLocal DNS' },
    { cidr: '172.16.0.0/12', why: 'private (RFC 1918)' },
    { cidr: '192.0.0.0/24', why: 'IETF protocols; legacy metadata of Oracle' },
    { cidr: '192.0.2.0/24', why: 'documentation' },
    { cidr: '192.168.0.0/16', why: 'private (RFC 1918)' },
    { cidr: '198.18.0.0/15', why: 'benchmarks of networks' },
    { cidr: '198.51.100.0/24', why: 'documentation' },
    { cidr: '203.0.113.0/24', why: 'documentation' },
    { cidr: '224.0.0.0/4', why: 'multicast' },
    { cidr: '240.0.0.0/4', why: 'reserved, used for Pods on GKE; broadcast' },
  ],
  IPv6: [
    { cidr: '::/96', why: 'IPv4-compatible; unspecified and loopback' },
    { cidr: '::ffff:0:0/96', why: 'IPv4-mapped' },
    { cidr: '64:ff9b::/96', why: 'NAT64: every IPv4 target through IPv6' },
    { cidr: '64:ff9b:1::/48', why: 'NAT64 of local networks' },
    { cidr: '2001::/32', why: 'Teredo: IPv4 targets through IPv6' },
    { cidr: '2002::/16', why: '6to4: IPv4 targets through IPv6' },
    { cidr: 'fc00::/7', why: 'unique local: private networks, metadata of AWS and Google Cloud' },
    { cidr: 'fe80::/10', why: 'link-local; metadata of OpenStack' },
    { cidr: 'ff00::/8', why: 'multicast' },
  ],
};

/** Where clouds hand out credentials and configuration to whoever asks. All lie in protected ranges. */
export const METADATA_ADDRESSES: AddressRanges = {
  IPv4: [
    { cidr: '169.254.169.254/32', why: 'instance metadata of AWS, Azure, Google Cloud, OpenStack and others' },
    { cidr: '169.254.170.23/32', why: 'EKS Pod Identity' },
    { cidr: '168.63.129.16/32', why: 'Azure WireServer' },
    { cidr: '100.100.100.200/32', why: 'instance metadata of Alibaba Cloud' },
    { cidr: '192.0.0.192/32', why: 'legacy instance metadata of Oracle' },
  ],
  IPv6: [
    { cidr: 'fd00:ec2::254/128', why: 'instance metadata of AWS' },
    { cidr: 'fd00:ec2::23/128', why: 'EKS Pod Identity' },
    { cidr: 'fd20:ce::254/128', why: 'instance metadata of Google Cloud' },
    { cidr: 'fe80::a9fe:a9fe/128', why: 'instance metadata of OpenStack' },
  ],
};
