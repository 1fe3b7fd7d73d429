//! A thin Python binding of the query planner: supergraph in, plans out, nothing decided here.

use std::any::Any;
use std::collections::HashSet;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::time::Duration;

use hive_router_query_planner::ast::normalization::normalize_operation;
use hive_router_query_planner::graph::{PlannerOverrideContext, PERCENTAGE_SCALE_FACTOR};
use hive_router_query_planner::planner::plan_nodes::QueryPlan;
use hive_router_query_planner::planner::Planner as QueryPlanner;
use hive_router_query_planner::utils::cancellation::CancellationToken;
use hive_router_query_planner::utils::parsing::{safe_parse_operation, safe_parse_schema};
use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(gateway_planner, PlannerError, PyException, "What the planner could not do, in one sentence.");
create_exception!(gateway_planner, SupergraphError, PlannerError, "The supergraph cannot be used.");
create_exception!(gateway_planner, PlanningError, PlannerError, "This operation cannot be planned.");

#[pyclass(frozen, module = "gateway_planner")]
struct Planner {
    planner: QueryPlanner,
    #[pyo3(get)]
    public_schema: String,
}

#[pymethods]
impl Planner {
    #[new]
    fn new(py: Python<'_>, supergraph: &str) -> PyResult<Self> {
        py.detach(|| guarded(|| load(supergraph))).map_err(SupergraphError::new_err)
    }

    /// The plan of one operation as JSON. `labels` are the active override labels, `percentage` this
    /// request's place between 0 and 100 for overrides that are rolled out by percentage.
    #[pyo3(signature = (operation, operation_name = None, *, labels = HashSet::new(), percentage = 0.0, seconds = 5.0))]
    fn plan(
        &self,
        py: Python<'_>,
        operation: &str,
        operation_name: Option<&str>,
        labels: HashSet<String>,
        percentage: f64,
        seconds: f64,
    ) -> PyResult<String> {
        let overrides = PlannerOverrideContext::new(labels, (percentage * PERCENTAGE_SCALE_FACTOR as f64) as u64);
        py.detach(|| guarded(|| self.plan_json(operation, operation_name, overrides, seconds)))
            .map_err(PlanningError::new_err)
    }
}

impl Planner {
    fn plan_json(
        &self,
        operation: &str,
        operation_name: Option<&str>,
        overrides: PlannerOverrideContext,
        seconds: f64,
    ) -> Result<String, String> {
        let document = safe_parse_operation(operation).map_err(text)?;
        let normalized =
            normalize_operation(&self.planner.supergraph, &document, operation_name).map_err(text)?;
        if normalized.operation.selection_set.is_empty() {
            return empty_plan();
        }
        let deadline = CancellationToken::with_timeout(Duration::from_secs_f64(seconds));
        let plan = self
            .planner
            .plan_from_normalized_operation(&normalized.operation, overrides, &deadline)
            .map_err(text)?;
        serde_json::to_string(&plan).map_err(text)
    }
}

fn load(supergraph: &str) -> Result<Planner, String> {
    let document = safe_parse_schema(supergraph).map_err(text)?;
    let planner = QueryPlanner::new_from_supergraph(&document, Default::default()).map_err(text)?;
    let public_schema = planner.consumer_schema.document.to_string();
    Ok(Planner { planner, public_schema })
}

fn empty_plan() -> Result<String, String> {
    serde_json::to_string(&QueryPlan { kind: "QueryPlan", node: None }).map_err(text)
}

fn text(error: impl ToString) -> String {
    error.to_string()
}

/// The crate panics on some inputs it considers impossible; a gateway must answer and live on.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(panic_text(panic)))
}

fn panic_text(panic: Box<dyn Any + Send>) -> String {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    format!("the planner gave up: {}", said.unwrap_or("no reason given"))
}

#[pymodule]
fn gateway_planner(module: &Bound<'_, PyModule>) -> PyResult<()> {
    // A panic becomes an exception with the same text; the default hook would also print it.
    std::panic::set_hook(Box::new(|_| {}));
    let py = module.py();
    module.add("PlannerError", py.get_type::<PlannerError>())?;
    module.add("SupergraphError", py.get_type::<SupergraphError>())?;
    module.add("PlanningError", py.get_type::<PlanningError>())?;
    module.add_class::<Planner>()
}
