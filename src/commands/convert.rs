//! `fomo convert`: what is printed is the schedule, what is said besides is what got lost.

use anyhow::bail;

use super::{
    FINE, open,
    open::{Clock, Wanted},
    print,
};
use crate::{
    cli::{Common, Target},
    export,
    zone::Zone,
};

pub(super) fn run(source: Option<&str>, to: Target, common: &Common) -> anyhow::Result<i32> {
    let opened = open::open(Wanted::new(source, &super::config())?, common)?;
    let schedule = &opened.checked.schedule;
    let (name, converted) = match to {
        Target::Fomo => ("fomo", export::native::native(schedule)),
        Target::FrabJson => match export::frab::frab(schedule) {
            Some(converted) => ("frab-json", converted),
            None => bail!(
                "{}: frab-json cannot say a schedule without a day; give the event or one of its entries a date",
                opened.source.name()
            ),
        },
        Target::Ics => {
            let clock = Clock::new(common)?;
            let here = clock.now(&schedule.event().zone);
            // When it is written does not depend on where the event is.
            let made = here.or_else(|| clock.now(&Zone::utc()));
            let made = made.unwrap_or_default();
            ("ics", export::convert::ics(schedule, made))
        }
    };
    print(&converted.text)?;
    super::complain_of_lost(&opened.source, &opened.checked);
    for loss in &converted.losses {
        super::complain(&format!("note: {}", loss.sentence(name)));
    }
    Ok(FINE)
}
