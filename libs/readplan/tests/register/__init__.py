"""A small school register: types, bindings, policy and data that the tests read."""
