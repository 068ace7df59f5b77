//! Gives Tauri the names of the commands, so that each has a permission of its own and what is not listed is refused.

include!("../crates/commands/src/list.rs");

macro_rules! names {
    ($($name:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {
        const COMMANDS: &[&str] = &[$(stringify!($name)),*];
    };
}
for_each_command!(names);

fn main() {
    println!("cargo:rerun-if-changed=../crates/commands/src/list.rs");
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    if let Err(error) =
        tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
    {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
