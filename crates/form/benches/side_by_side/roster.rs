//! A repeat that grows: whether an answer in one of a thousand instances costs what it costs in one of ten, and what an
//! instance more or less costs.

use crate::figures::{median, ratio, table, time};
use crate::generated;
use saring_form::interview::{Context, Event, Interview};
use saring_form::xlsform::load;
use std::sync::Arc;
use std::time::{Duration, Instant};

const QUESTIONS: usize = 20;
const SIZES: [usize; 3] = [10, 100, 1000];
/// How often each answer is given.
const TIMES: usize = 201;

struct Size {
    instances: usize,
    /// One more, when so many are there.
    add: Duration,
    /// An answer that nothing outside its instance reads.
    inside: Duration,
    /// An answer that a sum over all instances reads.
    summed: Duration,
    /// Taking out the instance in the middle.
    remove: Duration,
}

/// What a shared machine does to two medians of a microsecond.
const ALIKE: f64 = 1.5;

/// How much more what a sum over all instances follows may cost: it adds up a hundred times as many.
const SUMMED: f64 = 5.0;

/// Measures and prints; says what is aimed at and whether it is met.
pub(crate) fn compare() -> Result<Vec<(String, bool)>, String> {
    let sizes: Vec<Size> = SIZES.into_iter().map(size).collect::<Result<_, _>>()?;
    let header = [
        "instances",
        "add one",
        "answer inside",
        "answer summed",
        "remove one",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(sizes.iter().map(|s| {
        let mut row = vec![s.instances.to_string()];
        row.extend([s.add, s.inside, s.summed, s.remove].map(time));
        row
    }));
    println!("\nA repeat of {QUESTIONS} questions; two sums outside read one of them\n");
    table(&rows);
    let (few, many) = (&sizes[0], &sizes[sizes.len() - 1]);
    let aim = |what: &str, part: fn(&Size) -> Duration, most: f64| {
        let factor = ratio(part(many), part(few));
        let text = format!("{what} of 1,000 instances costs {factor:.1} times one of 10");
        (format!("{text}, at most {most}"), factor < most)
    };
    Ok(vec![
        aim("an answer in one", |s| s.inside, ALIKE),
        aim("an answer in one that sums read", |s| s.summed, SUMMED),
        aim("adding one to a repeat", |s| s.add, SUMMED),
    ])
}

fn size(instances: usize) -> Result<Size, String> {
    let loaded = load(&generated::roster(QUESTIONS)).map_err(|issues| format!("{issues:?}"))?;
    let context = Context::new(chrono::DateTime::UNIX_EPOCH.fixed_offset(), 1, "");
    let mut interview = Interview::start(Arc::new(loaded.form), context);
    let mut apply = |event: Event| {
        let clock = Instant::now();
        let result = interview.apply(&event);
        let spent = clock.elapsed();
        result.map(|_| spent).map_err(|e| e.to_string())
    };
    // The blank form has one.
    for _ in 1..instances {
        apply(Event::add("/data/person"))?;
    }
    let mut added = Vec::new();
    let middle = instances / 2;
    let mut inside = Vec::new();
    let mut summed = Vec::new();
    let mut removed = Vec::new();
    for time in 0..TIMES {
        let at = |name: &str| format!("/data/person[{middle}]/{name}");
        inside.push(apply(Event::set(at("p_7"), format!("v{time}")))?);
        summed.push(apply(Event::set(at("age"), (time % 2 * 30).to_string()))?);
    }
    for _ in 0..TIMES {
        removed.push(apply(Event::remove(format!("/data/person[{middle}]")))?);
        added.push(apply(Event::add("/data/person"))?);
    }
    Ok(Size {
        instances,
        add: median(added),
        inside: median(inside),
        summed: median(summed),
        remove: median(removed),
    })
}
