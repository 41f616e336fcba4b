"""Who is who across articles: names in, identities out, each name with the reason why it is of that identity.

By name parts across scripts, role and organisation, and by what people judged, which goes before all else.
Nothing is merged for good: an identity is worked out anew each time that it is asked for.
"""

from onrecord.identities.clusters import Identity, Member
from onrecord.identities.resolve import around, connected, identities, meant

__all__ = ["Identity", "Member", "around", "connected", "identities", "meant"]
