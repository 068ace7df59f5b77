//! The interface's TypeScript, written from the list of commands and the types they use.

#[allow(clippy::wildcard_imports, reason = "the list names every view type")]
use crate::view::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use ts_rs::{Config, TS, TypeVisitor};

struct Declarations<'a> {
    config: &'a Config,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() {
            T::visit_dependencies(self);
            T::visit_generics(self);
            return;
        }
        let name = T::name(self.config);
        if self.found.contains_key(&name) {
            return;
        }
        self.found.insert(name, T::decl(self.config));
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

macro_rules! write_client {
    ($($name:ident($($arg:ident: $ty:ty),*) -> $result:ty;)*) => {
        fn client(config: &Config, found: &mut Declarations<'_>) -> String {
            let mut out = String::new();
            $(
                let parameters: Vec<String> = vec![$(format!("{}: {}", stringify!($arg), <$ty as TS>::name(config))),*];
                let names: Vec<&str> = vec![$(stringify!($arg)),*];
                $( found.visit::<$ty>(); )*
                found.visit::<$result>();
                let result = match <$result as TS>::name(config).as_str() { "null" => "void".to_owned(), other => other.to_owned() };
                let _ = writeln!(
                    out,
                    "  {}: ({}): Promise<{}> => call('{}', {{ {} }}),",
                    stringify!($name), parameters.join(", "), result, stringify!($name), names.join(", ")
                );
            )*
            out.replace("{  }", "{}")
        }
    };
}
crate::for_each_command!(write_client);

/// The text of `ui/src/host/commands.ts`.
#[must_use]
pub fn typescript() -> String {
    let config = Config::new().with_large_int("number");
    let mut declarations = Declarations {
        config: &config,
        found: BTreeMap::new(),
    };
    let client = client(&config, &mut declarations);
    declarations.visit::<crate::CommandError>();
    let mut out = String::from(
        "// Written by `cargo xtask bindings` from crates/commands/src/list.rs. Do not edit.\n\nimport { call } from './call';\n\n",
    );
    for declaration in declarations.found.values() {
        let _ = writeln!(out, "export {declaration}");
    }
    let _ = write!(out, "\nexport const host = {{\n{client}}};\n");
    out
}
