"""Identity resolution across articles: names in, identities out, each alias with its reason.

Names are linked by their parts across scripts, by role and organisation, and by people's judgements, which come before
everything else. Nothing is merged permanently: an identity is resolved anew each time.
"""

from onrecord.identities.clusters import Identity, Member
from onrecord.identities.resolve import find_connected_names, find_identities, find_meant_names, resolve_identities

__all__ = [
    "Identity",
    "Member",
    "find_connected_names",
    "find_identities",
    "find_meant_names",
    "resolve_identities",
]
