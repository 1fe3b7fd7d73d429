"""GraphQL over HTTP, the same door for the gateway and for every service; what answers is an `Engine`."""

from chassis.graphql.accept import GraphQLRequest
from chassis.graphql.endpoint import EndpointSettings, GraphQLEndpoint
from chassis.graphql.engine import Answer, Engine, SubscribingEngine, refuse
from chassis.graphql.errors import Code, coded, formatted, unquoted
from chassis.graphql.limits import Limits, Measured, check, measure, scan
from chassis.graphql.weights import Weights

__all__ = [
    "Answer",
    "Code",
    "EndpointSettings",
    "Engine",
    "GraphQLEndpoint",
    "GraphQLRequest",
    "Limits",
    "Measured",
    "SubscribingEngine",
    "Weights",
    "check",
    "coded",
    "formatted",
    "measure",
    "refuse",
    "scan",
    "unquoted",
]
