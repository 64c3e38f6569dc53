/** What to do next: state → actions. Pure. Start from {@link kinoloom.plan.Planner}. */
package kinoloom.plan;
