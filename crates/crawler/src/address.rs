use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Networks of IPv4 that are no public servers, with why. From the IANA
/// IPv4 Special-Purpose Address Registry (RFC 6890 and its updates), read
/// November 2026.
const REFUSED_V4: &[(Ipv4Addr, u32, &str)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8, "this network"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "private"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "carrier-grade NAT"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "loopback"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "private"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "protocol assignments"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "documentation"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "6to4 relay"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "private"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "benchmarking"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "documentation"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "documentation"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved or broadcast"),
];

/// Networks of IPv6 inside global unicast (2000::/3) that are no public
/// servers, with why. From the IANA IPv6 Special-Purpose Address Registry,
/// read November 2026. What lies outside 2000::/3 is refused whole: loopback,
/// mapped and compatible IPv4, NAT64, discard-only, unique local, link-local,
/// site-local and multicast addresses among it.
const REFUSED_V6: &[(Ipv6Addr, u32, &str)] = &[
    // Teredo (2001::/32), ORCHID, benchmarking and their kin.
    (
        Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0),
        23,
        "Teredo or protocol assignments",
    ),
    (
        Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0),
        32,
        "documentation",
    ),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, "6to4"),
    (
        Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0),
        20,
        "documentation",
    ),
];

/// Names of the networks outside 2000::/3, for messages; the order matters.
const NAMED_V6: &[(Ipv6Addr, u32, &str)] = &[
    (Ipv6Addr::UNSPECIFIED, 128, "unspecified"),
    (Ipv6Addr::LOCALHOST, 128, "loopback"),
    (
        Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0),
        96,
        "IPv4-mapped",
    ),
    (Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 0), 96, "IPv4-compatible"),
    (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96, "NAT64"),
    (
        Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, 0, 0),
        48,
        "local NAT64",
    ),
    (
        Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0),
        7,
        "unique local",
    ),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, "link-local"),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, "multicast"),
];

/// Tells why an address is never asked by a public source; `None` when it may
/// be asked.
pub(crate) fn refused(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => named(
            u32::from(address).into(),
            96,
            REFUSED_V4
                .iter()
                .map(|(net, bits, why)| (u32::from(*net).into(), *bits, *why)),
        ),
        IpAddr::V6(address) => {
            let bits = u128::from(address);
            let look = |list: &'static [(Ipv6Addr, u32, &'static str)]| {
                named(
                    bits,
                    0,
                    list.iter()
                        .map(|(net, bits, why)| (u128::from(*net), *bits, *why)),
                )
            };
            if bits >> 125 == 1 {
                look(REFUSED_V6)
            } else {
                look(NAMED_V6).or(Some("not global unicast"))
            }
        }
    }
}

/// Tells why an address is asked by no source at all, private ones neither:
/// no single server can stand there.
pub(crate) fn refused_always(address: IpAddr) -> Option<&'static str> {
    if address.is_unspecified() {
        Some("unspecified")
    } else if address.is_multicast() {
        Some("multicast")
    } else if address == IpAddr::V4(Ipv4Addr::BROADCAST) {
        Some("broadcast")
    } else {
        None
    }
}

/// Finds the first network that holds `address`. `spare` bits at the top are
/// unused (96 for IPv4).
fn named(
    address: u128,
    spare: u32,
    networks: impl Iterator<Item = (u128, u32, &'static str)>,
) -> Option<&'static str> {
    let mut networks = networks;
    networks
        .find(|(network, bits, _)| {
            let shift = 128 - spare - bits;
            address >> shift == network >> shift
        })
        .map(|(_, _, why)| why)
}

/// What counts as one machine for politeness: an IPv4 address, or an IPv6
/// network of 64 bits, which is what one customer gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct IpGroup(u128);

impl IpGroup {
    /// Returns the group of an address.
    pub(crate) fn of(address: IpAddr) -> IpGroup {
        match address {
            IpAddr::V4(address) => IpGroup(address.to_ipv6_mapped().into()),
            IpAddr::V6(address) => match address.to_ipv4_mapped() {
                Some(address) => IpGroup(address.to_ipv6_mapped().into()),
                None => IpGroup(u128::from(address) >> 64 << 64),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_servers_are_asked() {
        for (address, expected) in [
            ("8.8.8.8", None),
            ("1.1.1.1", None),
            ("0.1.2.3", Some("this network")),
            ("10.0.0.1", Some("private")),
            ("100.63.255.255", None),
            ("100.64.0.1", Some("carrier-grade NAT")),
            ("100.127.255.255", Some("carrier-grade NAT")),
            ("100.128.0.0", None),
            ("127.9.9.9", Some("loopback")),
            ("169.254.169.254", Some("link-local")),
            ("172.15.255.255", None),
            ("172.31.255.255", Some("private")),
            ("172.32.0.0", None),
            ("192.0.0.8", Some("protocol assignments")),
            ("192.0.2.1", Some("documentation")),
            ("192.88.99.1", Some("6to4 relay")),
            ("192.168.1.1", Some("private")),
            ("198.19.0.1", Some("benchmarking")),
            ("198.51.100.7", Some("documentation")),
            ("203.0.113.7", Some("documentation")),
            ("224.0.0.1", Some("multicast")),
            ("255.255.255.255", Some("reserved or broadcast")),
            ("::", Some("unspecified")),
            ("::1", Some("loopback")),
            ("::2", Some("IPv4-compatible")),
            ("::ffff:8.8.8.8", Some("IPv4-mapped")),
            ("64:ff9b::808:808", Some("NAT64")),
            ("64:ff9b:1::1", Some("local NAT64")),
            ("100::1", Some("not global unicast")),
            ("2001::1", Some("Teredo or protocol assignments")),
            ("2001:db8::1", Some("documentation")),
            ("2001:4860:4860::8888", None),
            ("2002:808:808::1", Some("6to4")),
            ("2405:4800::1", None),
            ("3fff::1", Some("documentation")),
            ("4000::1", Some("not global unicast")),
            ("fd00::1", Some("unique local")),
            ("fe80::1", Some("link-local")),
            ("fec0::1", Some("not global unicast")),
            ("ff02::1", Some("multicast")),
        ] {
            assert_eq!(refused(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn groups_hold_what_one_customer_gets() {
        let group = |text: &str| IpGroup::of(text.parse().unwrap());
        assert_eq!(group("1.2.3.4"), group("::ffff:1.2.3.4"));
        assert_ne!(group("1.2.3.4"), group("1.2.3.5"));
        assert_eq!(group("2405:1::1"), group("2405:1::ffff"));
        assert_ne!(group("2405:1::1"), group("2405:1:0:1::1"));
    }
}
