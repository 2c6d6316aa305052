use haidang_model::Zone;

/// A set of zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ZoneSet(u16);

impl ZoneSet {
    pub(crate) const EMPTY: ZoneSet = ZoneSet(0);
    pub(crate) const ALL: ZoneSet = ZoneSet(u16::MAX);

    /// Where a reader sees the words. What stands in attributes, meta data,
    /// comments, scripts and hidden text is written for machines, so it can
    /// raise a hit but cannot excuse one.
    pub(crate) const READ: ZoneSet = ZoneSet(
        bit(Zone::Title) | bit(Zone::Lead) | bit(Zone::Main) | bit(Zone::Other) | bit(Zone::Anchor),
    );

    pub(crate) fn of(zone: Zone) -> ZoneSet {
        ZoneSet(bit(zone))
    }

    pub(crate) fn from_zones(zones: &[Zone]) -> ZoneSet {
        zones
            .iter()
            .fold(ZoneSet::EMPTY, |set, &zone| set.or(ZoneSet::of(zone)))
    }

    pub(crate) fn or(self, other: ZoneSet) -> ZoneSet {
        ZoneSet(self.0 | other.0)
    }

    pub(crate) fn and(self, other: ZoneSet) -> ZoneSet {
        ZoneSet(self.0 & other.0)
    }

    pub(crate) fn without(self, other: ZoneSet) -> ZoneSet {
        ZoneSet(self.0 & !other.0)
    }

    pub(crate) fn has(self, zone: Zone) -> bool {
        self.0 & bit(zone) != 0
    }

    /// Returns the first zone of the set, in the order of the list of zones.
    pub(crate) fn first(self) -> Option<Zone> {
        Zone::ALL.iter().copied().find(|zone| self.has(*zone))
    }

    pub(crate) fn meets(self, other: ZoneSet) -> bool {
        self.0 & other.0 != 0
    }
}

const fn bit(zone: Zone) -> u16 {
    1 << zone as u16
}
