//! Metadata that is filled without a question: times, device, officer, the instance's id.

use super::Interview;
use crate::definition::{Kind, Node, Preload, QuestionType, ValueType};
use crate::expression::evaluate::moment::Moment;

impl Interview {
    /// What a node is filled with when the interview starts.
    pub(super) fn preload(&self, node: &Node) -> Option<String> {
        if self.is_instance_id(node) {
            let id = &self.context.instance_id;
            return Some(if id.starts_with("uuid:") {
                id.clone()
            } else {
                format!("uuid:{id}")
            });
        }
        let Kind::Question(question) = &node.kind else {
            return None;
        };
        let QuestionType::Metadata(preload) = question.kind else {
            return None;
        };
        let values = &self.context.preloads;
        let value = match preload {
            Preload::Start => return Some(self.time_as(question.value)),
            Preload::Today => return Some(Moment(self.context.now).midnight().text()),
            Preload::DeviceId => &values.device_id,
            Preload::Username => &values.username,
            Preload::Email => &values.email,
            Preload::PhoneNumber => &values.phone_number,
            Preload::SubscriberId => &values.subscriber_id,
            Preload::SimSerial => &values.sim_serial,
            Preload::End | Preload::Other => return None,
        };
        Some(value.clone())
    }

    /// What a node is filled with when the interview is closed.
    pub(super) fn closing_value(&self, node: &Node) -> Option<String> {
        let Kind::Question(question) = &node.kind else {
            return None;
        };
        (question.kind == QuestionType::Metadata(Preload::End))
            .then(|| self.time_as(question.value))
    }

    fn time_as(&self, value: ValueType) -> String {
        let now = Moment(self.context.now);
        if value == ValueType::Date {
            now.midnight().text()
        } else {
            now.full_text()
        }
    }

    /// `meta/instanceID` below the root.
    pub(super) fn is_instance_id(&self, node: &Node) -> bool {
        let in_meta = || {
            let meta = self.form.node(node.parent?);
            let root = self.form.node(meta.parent?);
            Some(meta.name == "meta" && root.parent.is_none())
        };
        node.name == "instanceID" && in_meta() == Some(true)
    }
}
