//! Choices from files beside the form: CSV, XML and GeoJSON become rows of columns. Knows no question.

use super::csv_folder;
use super::draft::DraftChoice;
use super::languages::Languages;
use super::sheet::Cell;
use indexmap::IndexMap;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

/// One item: its columns in the file's order.
pub(super) type Item = IndexMap<String, String>;

/// Reads a data file by the ending of its name; `None` when it is not what the ending says.
pub(super) fn read(name: &str, bytes: &[u8]) -> Option<Vec<Item>> {
    let text = std::str::from_utf8(bytes).ok()?;
    match ending(name) {
        "csv" => csv(text),
        "xml" => xml(text),
        "geojson" => geojson(text),
        _ => None,
    }
}

/// What stands after the last point.
pub(super) fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// The columns that hold value and label unless parameters say otherwise.
pub(super) fn usual_columns(name: &str) -> (&'static str, &'static str) {
    if ending(name) == "geojson" {
        ("id", "title")
    } else {
        ("name", "label")
    }
}

/// The items as choices. Those without a value are left out, unless no item has any: such a file is only looked up in.
pub(super) fn choices(
    items: &[Item],
    (value, label): (&str, &str),
    languages: &Languages,
) -> Vec<DraftChoice> {
    let looked_up = !has_column(items, value);
    items
        .iter()
        .filter_map(|item| {
            let name = item.get(value).filter(|v| !v.is_empty());
            let name = name.cloned().or(looked_up.then(String::new))?;
            let shown = item.get(label).filter(|l| !l.is_empty()).unwrap_or(&name);
            let mut texts = languages.everywhere(shown);
            // A file can hold a text a language, in columns as the choices sheet has them.
            for (text, language) in texts.0.iter_mut().zip(&languages.all) {
                if let Some(own) = item.get(&format!("{label}::{}", language.name)) {
                    *text = Some(Cell::generated(own));
                }
            }
            let columns = item
                .iter()
                .filter(|(key, _)| match key.as_str() {
                    "name" => value != "name",
                    "label" => label != "label",
                    _ => true,
                })
                .map(|(key, cell)| (key.clone(), cell.clone()))
                .collect();
            Some(DraftChoice {
                name,
                label: texts,
                unknown: None,
                columns,
                row: 0,
            })
        })
        .collect()
}

/// Whether any item has a value in this column.
pub(super) fn has_column(items: &[Item], column: &str) -> bool {
    items
        .iter()
        .any(|item| item.get(column).is_some_and(|v| !v.is_empty()))
}

fn csv(text: &str) -> Option<Vec<Item>> {
    let mut rows = csv_folder::parse(text).ok()?.into_iter();
    let header: Vec<String> = rows
        .next()?
        .iter()
        .map(|cell| cell.trim().to_owned())
        .collect();
    let item = |row: Vec<String>| -> Item {
        header
            .iter()
            .zip(row)
            .filter(|(key, _)| !key.is_empty())
            .map(|(key, cell)| (key.clone(), cell.trim().to_owned()))
            .collect()
    };
    Some(
        rows.map(item)
            .filter(|item| item.values().any(|cell| !cell.is_empty()))
            .collect(),
    )
}

/// `<root><item><name>a</name>...</item>...</root>`: the children of the root are items, theirs are columns.
fn xml(text: &str) -> Option<Vec<Item>> {
    let mut reader = Reader::from_str(text);
    let mut items = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut item = Item::new();
    let mut cell = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                path.push(start.local_name().as_ref().to_owned());
                if path.len() == 3 {
                    cell.clear();
                }
                // Nobody nests a list of choices; what does is no such list.
                if path.len() > 64 {
                    return None;
                }
            }
            Event::Empty(empty) if path.len() == 2 => {
                let name = empty.local_name().as_ref().to_owned();
                item.insert(name, String::new());
            }
            Event::Text(words) if path.len() >= 3 => {
                cell.push_str(&words.xml_content(quick_xml::XmlVersion::Implicit1_0));
            }
            Event::CData(words) if path.len() >= 3 => cell.push_str(&words),
            Event::GeneralRef(reference) if path.len() >= 3 => {
                match reference.resolve_char_ref().ok()? {
                    Some(c) => cell.push(c),
                    None => {
                        cell.push_str(quick_xml::escape::resolve_predefined_entity(&reference)?);
                    }
                }
            }
            Event::End(_) => {
                match path.len() {
                    3 => {
                        item.insert(path.pop()?, cell.trim().to_owned());
                        continue;
                    }
                    2 => items.push(std::mem::take(&mut item)),
                    _ => {}
                }
                path.pop()?;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    path.is_empty().then_some(items)
}

/// A collection of features: properties are columns, and `geometry` is written as ODK writes places.
fn geojson(text: &str) -> Option<Vec<Item>> {
    let whole: Value = serde_json::from_str(text).ok()?;
    let features = whole.get("features")?.as_array()?;
    Some(features.iter().map(feature).collect())
}

fn feature(feature: &Value) -> Item {
    let mut item = Item::new();
    if let Some(id) = feature.get("id") {
        item.insert("id".to_owned(), plain(id));
    }
    let properties = feature.get("properties").and_then(Value::as_object);
    for (key, value) in properties.into_iter().flatten() {
        item.entry(key.clone()).or_insert_with(|| plain(value));
    }
    if let Some(place) = feature.get("geometry").and_then(geometry) {
        item.insert("geometry".to_owned(), place);
    }
    item
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn geometry(geometry: &Value) -> Option<String> {
    let coordinates = geometry.get("coordinates")?;
    let point = |pair: &Value| {
        let number = |i: usize| pair.get(i).and_then(Value::as_f64);
        // GeoJSON says longitude first.
        Some(format!(
            "{} {} {} 0",
            number(1)?,
            number(0)?,
            number(2).unwrap_or(0.0)
        ))
    };
    let line = |points: &Value| {
        let points: Option<Vec<String>> = points.as_array()?.iter().map(point).collect();
        Some(points?.join("; "))
    };
    match geometry.get("type")?.as_str()? {
        "Point" => point(coordinates),
        "LineString" => line(coordinates),
        "Polygon" => line(coordinates.get(0)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(name: &str, text: &str) -> Vec<Vec<(String, String)>> {
        read(name, text.as_bytes())
            .unwrap()
            .into_iter()
            .map(|item| item.into_iter().collect())
            .collect()
    }

    fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
        of.iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect()
    }

    #[test]
    fn one_list_in_three_formats() {
        let towns = [
            pairs(&[("name", "pp"), ("label", "Phnom \"Penh\" & more")]),
            pairs(&[("name", "sv"), ("label", "")]),
        ];
        assert_eq!(
            cells(
                "t.csv",
                "\u{feff}name,label\npp,\"Phnom \"\"Penh\"\" & more\"\n\nsv,\n"
            ),
            towns
        );
        assert_eq!(
            cells(
                "t.xml",
                "<?xml version=\"1.0\"?><root>\n<item><name>pp</name><label>Phnom \"Penh\" &amp; <![CDATA[more]]></label></item><item><name>sv</name><label/></item></root>"
            ),
            towns
        );
        assert_eq!(
            cells(
                "t.geojson",
                r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":7,"properties":{"n":1.5,"title":"A"},"geometry":{"type":"Point","coordinates":[104.9,11.5]}},
                {"type":"Feature","properties":{"id":"b"},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]}}]}"#
            ),
            [
                pairs(&[
                    ("id", "7"),
                    ("n", "1.5"),
                    ("title", "A"),
                    ("geometry", "11.5 104.9 0 0")
                ]),
                pairs(&[("id", "b"), ("geometry", "2 1 0 0; 4 3 0 0; 2 1 0 0")]),
            ]
        );
    }

    #[test]
    fn what_is_no_such_file() {
        for (name, text) in [
            ("t.csv", "a,\"b"),
            ("t.csv", ""),
            ("t.xml", "<root><item>"),
            ("t.xml", "name,label"),
            ("t.geojson", "{}"),
            ("t.geojson", "<root/>"),
            ("t.txt", "x"),
        ] {
            let read = read(name, text.as_bytes());
            assert!(read.is_none_or(|items| items.is_empty()), "{name} {text}");
        }
        assert!(read("t.csv", &[0xff, 0xfe]).is_none());
    }
}
