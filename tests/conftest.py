"""Settings that all tests share."""

from hypothesis import HealthCheck, settings

settings.register_profile("onrecord", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
settings.load_profile("onrecord")
