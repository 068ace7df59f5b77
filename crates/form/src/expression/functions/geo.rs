//! Area, distance and containment on a sphere (ODK function reference: location).

use super::xpath;
use crate::expression::ast::Expr;
use crate::expression::evaluate::value::{Value, words};
use crate::expression::evaluate::{EvalError, Scope};

type Answer = Result<Value, EvalError>;

/// The radius that ODK reckons with, in metres.
const EARTH_RADIUS: f64 = 6_378_100.0;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    latitude: f64,
    longitude: f64,
}

impl Point {
    /// `latitude longitude [altitude [accuracy]]` in degrees and metres.
    fn parse(text: &str) -> Option<Self> {
        let numbers: Vec<f64> = words(text).map(str::parse).collect::<Result<_, _>>().ok()?;
        let (2..=4) = numbers.len() else { return None };
        let point = Self {
            latitude: numbers[0],
            longitude: numbers[1],
        };
        (point.latitude.abs() <= 90.0 && point.longitude.abs() <= 180.0).then_some(point)
    }

    /// Points separated by `;`, the last of which may be followed by one.
    fn parse_line(text: &str) -> Option<Vec<Self>> {
        let text = text.trim().trim_end_matches([';', ' ']);
        text.split(';').map(Self::parse).collect()
    }
}

/// The points of one trace, or one of each argument.
fn points(scope: &Scope<'_>, args: &[Expr]) -> Result<Option<Vec<Point>>, EvalError> {
    let texts = xpath::texts(scope, args)?;
    Ok(match texts.as_slice() {
        [trace] => Point::parse_line(trace),
        several => several.iter().map(|t| Point::parse(t)).collect(),
    })
}

fn to_centimetres(metres: f64) -> f64 {
    (metres * 100.0).round().abs() / 100.0
}

/// Square metres inside a line; 0 where there is none.
pub(super) fn area(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let Some(points) = points(scope, args)?.filter(|p| p.len() > 2) else {
        return Ok(0.0.into());
    };
    let closing = points.iter().cycle().skip(1);
    let total: f64 = points
        .iter()
        .zip(closing)
        .map(|(a, b)| {
            let width = (b.longitude - a.longitude).to_radians();
            width * (2.0 + a.latitude.to_radians().sin() + b.latitude.to_radians().sin())
        })
        .sum();
    Ok(to_centimetres(total * EARTH_RADIUS * EARTH_RADIUS / 2.0).into())
}

/// Metres along a line; NaN where there is none.
pub(super) fn distance(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let Some(points) = points(scope, args)?.filter(|p| p.len() > 1) else {
        return Ok(f64::NAN.into());
    };
    let leg = |a: Point, b: Point| {
        let (from, to) = (a.latitude.to_radians(), b.latitude.to_radians());
        let turn = (a.longitude - b.longitude).to_radians();
        let cosine = from.sin() * to.sin() + from.cos() * to.cos() * turn.cos();
        cosine.clamp(-1.0, 1.0).acos() * EARTH_RADIUS
    };
    let total: f64 = points.windows(2).map(|pair| leg(pair[0], pair[1])).sum();
    Ok(to_centimetres(total).into())
}

/// Whether a line crosses or touches itself, other than where it closes.
pub(super) fn intersects(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let Some(points) = points(scope, args)? else {
        return Ok(false.into());
    };
    let legs: Vec<(Point, Point)> = points
        .windows(2)
        .filter(|pair| pair[0] != pair[1])
        .map(|pair| (pair[0], pair[1]))
        .collect();
    let closed = points.len() > 2 && points.first() == points.last();
    for (i, first) in legs.iter().enumerate() {
        scope.spend(legs.len() - i)?;
        for (j, second) in legs.iter().enumerate().skip(i + 1) {
            let joined = j == i + 1 || (closed && i == 0 && j == legs.len() - 1);
            let meet = if joined {
                // Legs that share an end go back over one another or do not meet again.
                turns_back(*first, *second)
            } else {
                cross(*first, *second)
            };
            if meet {
                return Ok(true.into());
            }
        }
    }
    Ok(false.into())
}

/// On which side of the line through `a` and `b` a point lies.
fn side(a: Point, b: Point, point: Point) -> f64 {
    (b.longitude - a.longitude) * (point.latitude - a.latitude)
        - (b.latitude - a.latitude) * (point.longitude - a.longitude)
}

fn within_box(a: Point, b: Point, point: Point) -> bool {
    let between = |x: f64, y: f64, z: f64| x.min(y) <= z && z <= x.max(y);
    between(a.latitude, b.latitude, point.latitude)
        && between(a.longitude, b.longitude, point.longitude)
}

#[allow(clippy::float_cmp, reason = "only a point exactly on the line is")]
fn cross((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let (of_c, of_d) = (side(a, b, c), side(a, b, d));
    let (of_a, of_b) = (side(c, d, a), side(c, d, b));
    let apart = |x: f64, y: f64| (x > 0.0 && y < 0.0) || (x < 0.0 && y > 0.0);
    (apart(of_c, of_d) && apart(of_a, of_b))
        || (of_c == 0.0 && within_box(a, b, c))
        || (of_d == 0.0 && within_box(a, b, d))
        || (of_a == 0.0 && within_box(c, d, a))
        || (of_b == 0.0 && within_box(c, d, b))
}

#[allow(clippy::float_cmp, reason = "only a point exactly on the line is")]
fn turns_back((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let (end, from, to) = if b == c { (b, a, d) } else { (a, b, c) };
    let along = (from.longitude - end.longitude) * (to.longitude - end.longitude)
        + (from.latitude - end.latitude) * (to.latitude - end.latitude);
    side(end, from, to) == 0.0 && along > 0.0
}

/// Whether a point lies inside a closed shape.
pub(super) fn geofence(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let point = Point::parse(&scope.text_of(&args[0])?);
    let shape = Point::parse_line(&scope.text_of(&args[1])?);
    let (Some(point), Some(shape)) = (point, shape) else {
        return Ok(false.into());
    };
    if shape.len() < 2 || shape.first() != shape.last() {
        return Ok(false.into());
    }
    let crossings = shape
        .windows(2)
        .filter(|edge| {
            let (a, b) = (edge[0], edge[1]);
            let spans = (b.latitude > point.latitude) != (a.latitude > point.latitude);
            let slope = (a.longitude - b.longitude) / (a.latitude - b.latitude);
            spans && point.longitude < slope * (point.latitude - b.latitude) + b.longitude
        })
        .count();
    Ok((crossings % 2 == 1).into())
}
