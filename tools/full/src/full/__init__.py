"""The real Kafka and Keycloak, fetched by Maven and started for the full profile and its tests."""
