"""Runs a query plan: compiled once into closures, then data in, answer out."""

from gateway.executor.compile import compile_plan
from gateway.executor.run import Failure, Run, Subgraphs

__all__ = ["Failure", "Run", "Subgraphs", "compile_plan"]
