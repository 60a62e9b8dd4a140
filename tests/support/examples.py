"""Hypothesis never judges by the clock: a busy machine is no reason for a test to fail."""

from hypothesis import HealthCheck, settings

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
