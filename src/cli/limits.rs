//! The limits of the server as settings.

use std::time::Duration;

use clap::Args;

use crate::{graphql, http};

/// One flag and variable a limit, with the default that its layer gives it.
macro_rules! limits {
    (
        operations { $($operation:ident: $operation_flag:literal, $operation_variable:literal, $operation_doc:literal;)* }
        requests { $($request:ident: $request_flag:literal, $request_variable:literal, $request_doc:literal;)* }
        seconds { $($time:ident: $time_flag:literal, $time_variable:literal, $time_doc:literal;)* }
    ) => {
        #[derive(Args)]
        #[command(next_help_heading = "Limits")]
        pub struct Limits {
            $(
                #[doc = $operation_doc]
                #[arg(long = $operation_flag, env = $operation_variable, value_name = "N", default_value_t = graphql::Limits::default().$operation)]
                $operation: usize,
            )*
            $(
                #[doc = $request_doc]
                #[arg(long = $request_flag, env = $request_variable, value_name = "N", default_value_t = http::Limits::default().$request)]
                $request: usize,
            )*
            $(
                #[doc = $time_doc]
                #[arg(long = $time_flag, env = $time_variable, value_name = "SECONDS", default_value_t = http::Limits::default().$time.as_secs_f64(), value_parser = seconds)]
                $time: f64,
            )*
        }

        impl Limits {
            pub fn of_operations(&self) -> graphql::Limits {
                graphql::Limits { $($operation: self.$operation,)* }
            }

            pub fn of_requests(&self) -> http::Limits {
                http::Limits {
                    $($request: self.$request,)*
                    $($time: Duration::from_secs_f64(self.$time),)*
                }
            }
        }
    };
}

limits! {
    operations {
        bytes: "max-document-bytes", "KUSANONE_MAX_DOCUMENT_BYTES", "Bytes of a document.";
        tokens: "max-tokens", "KUSANONE_MAX_TOKENS", "Tokens of a document.";
        nesting: "max-nesting", "KUSANONE_MAX_NESTING", "Brackets within each other.";
        depth: "max-depth", "KUSANONE_MAX_DEPTH", "Fields within fields.";
        introspection_depth: "max-introspection-depth", "KUSANONE_MAX_INTROSPECTION_DEPTH", "The same for questions about the schema.";
        aliases: "max-aliases", "KUSANONE_MAX_ALIASES", "Fields under another name.";
        root_fields: "max-root-fields", "KUSANONE_MAX_ROOT_FIELDS", "Fields that a document begins with.";
        directives: "max-directives", "KUSANONE_MAX_DIRECTIVES", "Directives of a document.";
        fragments: "max-fragments", "KUSANONE_MAX_FRAGMENTS", "Fragments of a document.";
        operations: "max-operations", "KUSANONE_MAX_OPERATIONS", "Operations of a document.";
        selections: "max-selections", "KUSANONE_MAX_SELECTIONS", "Selections, fragments expanded.";
        cost: "max-cost", "KUSANONE_MAX_COST", "Cost of an operation, in fields.";
    }
    requests {
        body_bytes: "max-body-bytes", "KUSANONE_MAX_BODY_BYTES", "Bytes of a request body.";
        batch: "max-batch", "KUSANONE_MAX_BATCH", "Operations in a request.";
        running: "max-running", "KUSANONE_MAX_RUNNING", "Requests whose operations run at the same time.";
        waiting: "max-waiting", "KUSANONE_MAX_WAITING", "Requests whose operations run or wait.";
        connections: "max-connections", "KUSANONE_MAX_CONNECTIONS", "Connections at the same time.";
    }
    seconds {
        head_time: "head-time", "KUSANONE_HEAD_TIME", "Time for the head of a request, and between requests.";
        body_time: "body-time", "KUSANONE_BODY_TIME", "Time for the body of a request.";
        operation_time: "operation-time", "KUSANONE_OPERATION_TIME", "Time for the operations of a request.";
        stall_time: "stall-time", "KUSANONE_STALL_TIME", "Time for a client to take the next part of a download.";
        connection_time: "connection-time", "KUSANONE_CONNECTION_TIME", "Time for a connection.";
    }
}

/// A duration that a timer can take.
fn seconds(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(seconds) if (0.001..=1e9).contains(&seconds) => Ok(seconds),
        _ => Err(format!("\"{text}\" is no time: expected seconds, as 5 or 0.5")),
    }
}
