//! All rules: one row each. The command line, the viewer, the help and the README tell from here.

use super::{Rule, RuleId, Seen, Severity};
use crate::schedule::lint::{days, people, places, repeated, rooms, texts, times, unused};

/// All rules, in the order of [`RuleId`].
#[rustfmt::skip] // a table: the sentences of a row stand below each other
pub const RULES: &[Rule] = {
    use RuleId as Id;
    use Seen::{InTheWhole as Whole, WhileReading as Reading};
    use Severity::{Error, Info, Warning};
    &[
        Rule { id: Id::EmptySchedule, name: "empty-schedule", severity: Warning, seen: Reading,
            meaning: "The schedule has no entries at all.",
            cure: "Look whether it is the right file, and whether it was written to its end.",
            explanation: "Nothing is listed, though the file could be read. Mostly it is the wrong file, or the export of an event whose \
                programme is not published yet.\n\n\
                Where entries were left out since they could not be read, “broken-entry” tells that alone." },
        Rule { id: Id::BrokenEntry, name: "broken-entry", severity: Error, seen: Reading,
            meaning: "A record or a field cannot be read and was left out.",
            cure: "Correct what stands there; until then nobody sees it.",
            explanation: "A record or a field is not what the format says: a start that is no time, a text where a list should stand, a \
                link that is neither http, https nor mailto. It alone is left out; what stands beside it stays.\n\n\
                What can be read with some good will is no broken entry, but “mended”. The message quotes what stands there, and \
                its place in the file." },
        Rule { id: Id::UnknownKey, name: "unknown-key", severity: Info, seen: Reading,
            meaning: "A key means nothing in this format and was ignored.",
            cure: "Look for a typing mistake, or take the key out.",
            explanation: "A key in a record has no meaning in this format, so what stands behind it is shown nowhere. Mostly it is a \
                typing mistake: “titel” for “title”. Where a known key is near, the message names it.\n\n\
                Only the format of fomo itself is looked at so closely. Others carry much that a timetable does not need, and \
                their keys are passed over." },
        Rule { id: Id::UnknownZone, name: "unknown-zone", severity: Error, seen: Reading,
            meaning: "The event's time zone is no IANA zone.",
            cure: "Write a name such as Europe/Vienna.",
            explanation: "The zone of the event has to be a name of the IANA database, such as Europe/Vienna; an abbreviation such as CET or an offset says too little, since clocks change.\n\nUntil it is corrected, the offset of the file’s times is taken for the zone, or the zone that the reader names." },
        Rule { id: Id::NoZone, name: "no-zone", severity: Info, seen: Reading,
            meaning: "The schedule names no time zone that fomo knows; nobody can tell what its times are elsewhere.",
            cure: "Name the zone in the file; until then --event-zone says it.",
            explanation: "Looked for is a zone in the file itself. Without one, times that come with an offset can be placed, but not those on the other side of a clock change; times without an offset are shown as written, and nobody who is elsewhere can tell when to be there." },
        Rule { id: Id::NoTitle, name: "no-title", severity: Warning, seen: Reading,
            meaning: "An entry has no title.",
            cure: "Give it one; TBC says that it is still open.",
            explanation: "An entry has no title, or an empty one. Its subtitle is shown instead, or “(untitled)” where there is none.\n\n\
                What is still to be decided may have a title that says so, such as TBC; then “placeholder” reminds of it." },
        Rule { id: Id::DuplicateId, name: "duplicate-id", severity: Warning, seen: Reading,
            meaning: "Two entries, people, rooms or tracks have the same id.",
            cure: "Give each an id of its own: favourites and links hold on to it.",
            explanation: "Two entries have the same id, or that of a person, a room or a track stands twice. The later entry is listed with \
                a suffix; of two people the last one counts, of two rooms or tracks the first. Ids that fomo made itself, for \
                entries without one, are no matter of this rule.\n\n\
                Favourites, links and other programs hold on to ids. Where two entries share one, whoever picks the one may be \
                shown the other." },
        Rule { id: Id::DuplicateTitle, name: "duplicate-title", severity: Warning, seen: Whole(repeated::titles),
            meaning: "Two entries that are no breaks have the same title.",
            cure: "Take out the copy, or number what takes place more than once.",
            explanation: "Entries with the same title, whatever their capitals, are told together. Breaks, meals and what is still open \
                are left out, since they stand many times by nature.\n\n\
                An event that offers things again, a workshop each day, has many such titles. Where more than five repeat, only \
                those are told one by one of which two entries have the same time, and the same room or people as well; the \
                others are counted." },
        Rule { id: Id::Placeholder, name: "placeholder", severity: Warning, seen: Reading,
            meaning: "A title, person, room or track is still TBC, TBA or TBD.",
            cure: "Fill it in before people plan their day.",
            explanation: "The words TBC, TBA and TBD in capitals, or a whole text such as “to be announced”, stand in a title, in a \
                person's name, in a room or in a track. A declared room or track is told once, where it is declared.\n\n\
                Such an entry is shown as not yet confirmed where its title says so, and the placeholder is not listed among the \
                people." },
        Rule { id: Id::UnknownPerson, name: "unknown-person", severity: Error, seen: Reading,
            meaning: "An entry names a person id that is not declared.",
            cure: "Declare the person, or correct the id.",
            explanation: "An entry refers to a person by an id that no person of the file has. Without a name beside it, the id itself is \
                shown.\n\n\
                Entries may also name people without any id; those need not be declared." },
        Rule { id: Id::UnknownRoom, name: "unknown-room", severity: Error, seen: Reading,
            meaning: "An entry names a room that is not among the declared ones.",
            cure: "Declare the room, or correct its name.",
            explanation: "An entry is in a room that is not among the declared ones, neither by id nor by name. The room is shown as it is \
                written, behind the declared ones.\n\n\
                Files that declare no rooms at all are not looked at. A name with another spelling is another room: “Hall A” and \
                “hall A”." },
        Rule { id: Id::UnknownTrack, name: "unknown-track", severity: Warning, seen: Reading,
            meaning: "An entry names a track that is not among the declared ones.",
            cure: "Declare the track, or correct its name.",
            explanation: "An entry belongs to a track that is not among the declared ones, neither by id nor by name. The track is shown as it \
                is written, behind the declared ones, and each such track is told once.\n\n\
                Files that declare no tracks at all are not looked at. A name with another spelling is another track: whoever \
                chooses the one does not find the entries of the other." },
        Rule { id: Id::EndBeforeStart, name: "end-before-start", severity: Error, seen: Reading,
            meaning: "An entry ends before it starts; its end was dropped.",
            cure: "Correct the start or the end; look at the date, too.",
            explanation: "The end of an entry is an instant before its start: often the date is that of the day before, as with a party that ends after midnight, or morning and evening are confused. The entry stays without its end, which is then inferred where something follows.\n\nAn end at the very start is no matter of this rule, but of zero-duration." },
        Rule { id: Id::OpenEnded, name: "open-ended", severity: Info, seen: Whole(times::open_ended),
            meaning: "An entry has no end, and nothing follows it from which to infer one.",
            cure: "Say when it ends.",
            explanation: "An entry has a start and no end, and nothing follows it in its rooms that day. Others that have no end are taken to last until the next one starts; for the last of a day there is none, so nobody knows when it is over. What is cancelled needs no end, nor do posters and what else is shown side by side.\n\nWhere a schedule gives hardly any ends, a single finding says so." },
        Rule { id: Id::Unscheduled, name: "unscheduled", severity: Info, seen: Whole(times::unscheduled),
            meaning: "An entry has no time, or only that of its session.",
            cure: "Give it a time, so that people can come for it alone.",
            explanation: "Looked for are sessions without a start, and talks inside a session that has one while they have none: people who come for one talk have to come for all of the session. A session with a single talk lacks nothing, and neither do posters and what else is shown side by side, nor what is cancelled.\n\nEach session is told once. Where more than twenty have no time, or more than five hold talks without times, a single finding has the count." },
        Rule { id: Id::ZoneLabel, name: "zone-label", severity: Warning, seen: Whole(times::zone_label),
            meaning: "The zone as printed is not the zone that is in force that day.",
            cure: "Print the letters and the offset of that day.",
            explanation: "The letters or the offset that the schedule prints for people are compared with those in force at each start: CET stands for winter time, and is wrong in July. A label with both, such as CET/CEST, is right all year, and so are letters for a region, such as ET.\n\nWho converts such a time by its letters is an hour late, or early." },
        Rule { id: Id::ClockChange, name: "clock-change", severity: Warning, seen: Reading,
            meaning: "A local time does not exist, or exists twice, because clocks change.",
            cure: "Write the time with its offset.",
            explanation: "When clocks go forward, an hour is missing; when they go back, an hour comes twice. A local time in such an hour does not say when an entry is: a missing one is moved on by as much as the clocks are, and of two the first is taken. A time with its offset has no such doubt." },
        Rule { id: Id::ControlCharacters, name: "control-characters", severity: Warning, seen: Reading,
            meaning: "A text holds characters that may not reach a terminal; they were removed.",
            cure: "Take them out; they often come along when text is pasted.",
            explanation: "Control characters, escape sequences, marks that turn the direction of writing and characters that nobody sees \
                are removed from every text, since a terminal would obey them, or show something else than what is written. Line \
                breaks and tabs are no such characters, nor is what joins emoji.\n\n\
                They mostly come along when text is copied from a word processor or a PDF. Where there are many, somebody may \
                have put them there on purpose." },
        Rule { id: Id::Mended, name: "mended", severity: Info, seen: Reading,
            meaning: "Something stands otherwise than its format says; it was read as it was meant.",
            cure: "Write it as the format has it: other programs may not guess.",
            explanation: "Something is not written as the format demands, but there is no doubt what is meant: a link without its scheme, a name \
                where a record should stand. It was read so; the message says if something had to be left out.\n\n\
                Other programs may be stricter, or guess otherwise. A habit of the whole file is told once, with the number of times." },
        Rule { id: Id::Contradiction, name: "contradiction", severity: Warning, seen: Reading,
            meaning: "The schedule says two things that cannot both be right; the message says which one counts.",
            cure: "Correct the one that is wrong.",
            explanation: "Two places of the file disagree about the same thing, such as the length of an entry and its end. One of them \
                counts, by the rule that the message names.\n\n\
                Programs choose differently, so that people see either of the two, depending on what they read the timetable \
                with." },
        Rule { id: Id::DayMismatch, name: "day-mismatch", severity: Warning, seen: Reading,
            meaning: "An entry is listed under a day on which it does not take place.",
            cure: "Move it to its day, or correct its date.",
            explanation: "The file lists an entry under one day, and gives it a start on another one; the start counts. What starts at night, up to six in the morning, may be listed under the day before as well as under its own.\n\nIn a list by day, such an entry is where nobody looks for it." },
        Rule { id: Id::ZoneMismatch, name: "zone-mismatch", severity: Warning, seen: Reading,
            meaning: "Times come with an offset that the event's time zone does not have then; the offset counts.",
            cure: "Write the offset of that day; summer time is often forgotten.",
            explanation: "Each start that comes with an offset is compared with the offset of the event’s zone at that instant; times in UTC are none that differ. One finding tells of all of them, since they have one reason: a program that always writes the offset of winter, or a zone that was never set.\n\nThe offset counts, and so the entries are shown an hour or more away from what was meant, if the zone is right and the clock is, too." },
        Rule { id: Id::WallClockDiffers, name: "wall-clock-differs", severity: Warning, seen: Reading,
            meaning: "An entry's local start contradicts its date and time; the latter counts.",
            cure: "Correct the one that is wrong: programs show either.",
            explanation: "Formats such as frab say twice when an event starts: by a date with its time and offset, and by a local start such as 10:15. Looked for is a start that is the time neither as it is written there nor in the zone of the event.\n\nThe date counts here. Other programs, and people who read the file, may go by the start, and come at another time." },
        Rule { id: Id::RoomMismatch, name: "room-mismatch", severity: Warning, seen: Reading,
            meaning: "An entry names another room than the one under which it is listed.",
            cure: "Correct the one that is wrong: programs show either.",
            explanation: "Formats such as frab list events by room, and each event names its room again. Looked for is an event that names another room of the schedule, or one that no event beside it names. Spaces and capital letters do not matter, and a room whose events all call it by one other name has two names: files put together from several are like that.\n\nWhere more than five events of a room name the same other one, a single finding has the count." },
        Rule { id: Id::OverlapInRoom, name: "overlap-in-room", severity: Warning, seen: Whole(rooms::overlap),
            meaning: "Two entries are in one room at the same time.",
            cure: "Move one of them, or give it another room.",
            explanation: "Looked for are two entries in one room, each with a start and an end of its own, the second of which starts before the first is over; one that starts when the other ends is fine. Talks belong to their session, but two talks of a session that overlap each other are found. Left out is what is cancelled, breaks and registration, what is open for more than six hours, posters and what else is shown side by side, what takes place in the whole house, and what stands twice, which is duplicate-title’s.\n\nA room with more than five such pairs is told once, with the number of its entries that overlap: it may well be an area where many things are on at once." },
        Rule { id: Id::PersonDoubleBooked, name: "person-double-booked", severity: Warning, seen: Whole(places::double_booked),
            meaning: "Somebody takes part in two entries at the same time.",
            cure: "Move one of them, or find somebody else for it.",
            explanation: "Looked for is a person who is named in two entries that overlap, whatever the role, in two rooms or in one. A talk in a session that the person chairs is part of it, and a talk that is relayed to a second hall under the same title is one. Left out is what is cancelled, posters, breaks, and what lasts more than six hours, for nobody stays that long. A talk without a time of its own may be anywhere in its session, and is not compared.\n\nPeople who share both entries are named together. Somebody with more than three such pairs, often a group that goes by one name, is told once, with their number. People are told apart as the file does it: two of the same name may be one." },
        Rule { id: Id::TightChange, name: "tight-change", severity: Info, seen: Whole(places::tight_change),
            meaning: "Somebody's next session starts at once, in another room.",
            cure: "Leave a few minutes in between, or put both into one room.",
            explanation: "Somebody’s next entry starts in the very minute in which the one before ends, and is in another room. Ends that were only inferred do not count, nor do breaks. A talk that runs over, or a laptop to plug in, then makes the next one start late.\n\nMore than ten such changes are told in a single finding: then it is how the programme was made." },
        Rule { id: Id::OutsideEvent, name: "outside-event", severity: Warning, seen: Whole(days::outside_event),
            meaning: "An entry takes place on a day that is none of the event's.",
            cure: "Correct its date, or the days of the event.",
            explanation: "Where the file says from which day to which the event is, entries on other days are found, one finding for each such day. The night after the last day still belongs to it. If more than a third of the entries are outside, the days of the event are probably wrong, and a single finding says that.\n\nAn entry that is weeks away is left to outlier-date." },
        Rule { id: Id::OutsideSession, name: "outside-session", severity: Warning, seen: Whole(times::outside_session),
            meaning: "A talk takes place before its session starts, or after it ends.",
            cure: "Correct the time of the talk, or that of the session.",
            explanation: "Looked for are talks with a time of their own that is not within that of their session, as far as the file gives \
                starts and ends. Whoever comes for the session misses such a talk.\n\n\
                What is called off is left out. Of more than five one finding tells the number." },
        Rule { id: Id::OutlierDate, name: "outlier-date", severity: Warning, seen: Whole(days::outlier),
            meaning: "An entry is weeks away from all the others.",
            cure: "Look at its month and its year.",
            explanation: "Looked for is an entry that is more than 21 days away from all the others, and more than three times as far as these are apart, where the others are four at least, and four of five of all: a slip of the month or of the year. What the file says of the event’s days does not matter. A series of meetings has no such centre, and is left alone.\n\nMore than five are told in a single finding, since they may be what is left of an earlier edition." },
        Rule { id: Id::ZeroDuration, name: "zero-duration", severity: Warning, seen: Whole(times::zero_duration),
            meaning: "An entry ends when it starts.",
            cure: "Say how long it takes.",
            explanation: "An entry, or a talk with a time of its own, ends at the minute in which it starts. Somewhere a length was forgotten, or a program put one in. Nobody can plan with it, and calendars draw it as a line or not at all.\n\nMore than five are told in a single finding: then they stand for moments, such as the opening of a door." },
        Rule { id: Id::LongDuration, name: "long-duration", severity: Info, seen: Whole(times::long_duration),
            meaning: "An entry with people in it takes far longer than any talk does.",
            cure: "Look at its end: the date, and noon against midnight.",
            explanation: "Looked for is an entry that names people and takes more than 8 hours, and more than twice as long as the entries of the event usually do, by their median. Noon and midnight were confused, or the end is that of the next day. Breaks, exhibitions and posters are left out.\n\nMore than five are told in a single finding, since the event then has workshops that take the whole day." },
        Rule { id: Id::MissingEnd, name: "missing-end", severity: Info, seen: Whole(times::missing_end),
            meaning: "An entry has no end, though most others have one; it is taken to last until the next one.",
            cure: "Say when it ends.",
            explanation: "Looked for where four of five entries or more have an end, so that one without was forgotten: it is shown as lasting until the next one in its rooms starts, which may be long after. A session that ends with the last of its talks lacks nothing. The last of a day, for which no end can be inferred, is told by open-ended." },
        Rule { id: Id::GapInProgramme, name: "gap-in-programme", severity: Info, seen: Whole(days::gap),
            meaning: "In the middle of a day nothing at all takes place for hours.",
            cure: "Enter the break that is meant, or look for what is missing.",
            explanation: "Looked for are more than two hours between six in the morning and six in the evening in which nothing at all is on, no break either, between the first talk of a day and the last; the day has four entries at least besides its breaks. An entry without an end counts until the end of the day. Where times are in UTC, nobody knows which hours are those of the day, and nothing is found.\n\nIf most days have such a gap, it is a habit, and told once." },
        Rule { id: Id::BreakMissing, name: "break-missing", severity: Info, seen: Whole(days::break_missing),
            meaning: "The programme goes on for more than three hours without a break.",
            cure: "Enter a break, or leave some time between two sessions.",
            explanation: "Looked for are more than three hours without ten minutes in which nothing is on, and without an entry that is a break, on days on which only one thing is on at a time: people cannot leave without missing something. Where several rooms run side by side, everybody takes a break when they like, and nothing is found. A workshop of three hours or more has breaks of its own, and where an end is missing, nobody knows.\n\nIt is told once for a day; if most days are like that, once for all." },
        Rule { id: Id::LateDay, name: "late-day", severity: Info, seen: Whole(days::late),
            meaning: "A day goes on until late, and the next one begins early.",
            cure: "Look at morning against evening, or let people sleep.",
            explanation: "Looked for is a night of less than nine hours between the last entry of a day, which ends after 23:00, and the first one of the next, which starts from six up to nine in the morning. Breaks, meals and social events, and what is open for more than six hours, do not count; nor is anything found where times are in UTC, or where the programme goes on round the clock.\n\nOften a time of the morning was meant for the evening. If most nights are like that, as at camps, it is told once." },
        Rule { id: Id::DateOfAnotherYear, name: "date-of-another-year", severity: Warning, seen: Whole(days::another_year),
            meaning: "A date of the event is of another year than its sessions.",
            cure: "Look whether it was taken over from an earlier edition.",
            explanation: "Looked for are important dates, such as deadlines, that are more than 365 days before the first session or after the last one. An autumn deadline of an event in January is fine; one of the summer before the last was taken over from an earlier edition together with its label.\n\nSessions that are themselves far from all the others, which outlier-date tells, do not count as the first or the last. More than five such dates are told in a single finding." },
        Rule { id: Id::UnusedRoom, name: "unused-room", severity: Info, seen: Whole(unused::rooms),
            meaning: "Nothing takes place in a declared room.",
            cure: "Take it out, or look for what should be there.",
            explanation: "A room stands in the list of rooms of the file, and no entry takes place in it, called off ones included. A file \
                without any entry in a room is not looked at.\n\n\
                Mostly it is left over from an earlier edition, or an entry names the room in another spelling. With more than \
                five such rooms one finding tells their number." },
        Rule { id: Id::UnusedTrack, name: "unused-track", severity: Info, seen: Whole(unused::tracks),
            meaning: "Nothing belongs to a declared track.",
            cure: "Take it out, or look for what should belong to it.",
            explanation: "A track stands in the list of tracks of the file, and no entry belongs to it, called off ones included. A file \
                without any entry in a track is not looked at.\n\n\
                Readers are offered the track as a filter, and find nothing. With more than five such tracks one finding tells \
                their number." },
        Rule { id: Id::UnusedPerson, name: "unused-person", severity: Info, seen: Whole(unused::people),
            meaning: "A declared person takes part in nothing.",
            cure: "Take the record out, or look for the entry that forgot them.",
            explanation: "A person has a record in the file and takes part in no entry, in no role. Placeholders such as TBA are left out.\n\n\
                Either the record is left over, or an entry forgot to name the person. Some platforms list everybody who ever \
                submitted something: with more than five such people one finding tells their number." },
        Rule { id: Id::NoPeople, name: "no-people", severity: Info, seen: Whole(people::missing),
            meaning: "A talk names nobody, though most others do.",
            cure: "Say who gives it.",
            explanation: "An entry names nobody, though at least four of five entries of its kind do, and five at least. Talks, lectures, \
                workshops and the like are one kind; any other kind is compared with itself, talks inside sessions with such \
                talks.\n\n\
                Breaks, social events, ceremonies such as an opening or a round of lightning talks, sessions that hold talks, \
                and what is open or called off are left out. An event that names hardly anybody misses nobody. Of more than \
                twenty one finding tells the number." },
        Rule { id: Id::NoAbstract, name: "no-abstract", severity: Info, seen: Whole(texts::no_abstract),
            meaning: "A talk has no abstract, though most others have one.",
            cure: "Ask the speaker for it: people choose by it.",
            explanation: "An entry has no abstract, though at least four of five entries of its kind have one, and five at least. What is \
                compared with what, and what is left out, is the same as for “no-people”.\n\n\
                People choose by the abstract, and search in it. Where hardly any entry has one, none is missed. Of more than \
                twenty one finding tells the number." },
        Rule { id: Id::SamePersonSpelledDifferently, name: "same-person-spelled-differently", severity: Warning,
            seen: Whole(people::spelled_differently),
            meaning: "Two people seem to be one whose name is spelled in two ways.",
            cure: "Use one spelling, or one record, so that all their talks are found.",
            explanation: "Two people have the same name but for capitals, accents (“Jürgen Groß” and “Juergen Gross”), spaces, hyphens, \
                the order of the words (“Turing, Alan”) or a title such as “Dr.”. A middle name or an initial that is missing \
                counts if nobody else could be meant: “J. Hopcroft” is John Hopcroft where no other Hopcroft speaks, and the two \
                are neither from different places nor in the same entry.\n\n\
                The very same name under two ids is told, too, unless the affiliations differ. Left out are placeholders, teams, \
                several people in one field, and first names that stand alone.\n\n\
                Whoever looks for all talks of a person finds only some of them, and nobody notices if the two are needed in two \
                rooms at once. If they are two people after all, their affiliations tell them apart." },
        Rule { id: Id::DuplicateSpeakerInTalk, name: "duplicate-speaker-in-talk", severity: Warning,
            seen: Whole(people::twice_in_one),
            meaning: "Somebody stands twice among the people of one entry, in the same role.",
            cure: "Take one of them out.",
            explanation: "An entry names the same person twice in one role: by the same record, or by the same name but for capitals and \
                accents. Two of one name with different affiliations are two people, and so are two placeholders.\n\n\
                Somebody who speaks and chairs as well has two roles, and is no mistake." },
        Rule { id: Id::Mojibake, name: "mojibake", severity: Warning, seen: Whole(texts::mojibake),
            meaning: "A text was garbled when it was converted: UTF-8 read as Latin-1 or Mac Roman.",
            cure: "Export it again as UTF-8.",
            explanation: "Somewhere on its way a text in UTF-8 was taken for one in Windows-1252, Latin-1 or Mac Roman, so that each \
                letter with an accent and each curly quote shows as two or three characters: “FÃ¼r” for “Für”, “itâ€™s” for \
                “it’s”, “Gro√ü” for “Groß”. Titles, subtitles, abstracts, biographies, names, affiliations, rooms and tracks are \
                looked at, and one finding per record names the first such word and what was probably meant.\n\n\
                The characters must turn back into sound UTF-8, and what stands around them must not be good text: Portuguese \
                “AÇÃO”, “√2” and the like are left alone. The sign � stands for what somebody's program could not read at all; \
                such a text has lost something." },
        Rule { id: Id::MarkupInTitle, name: "markup-in-title", severity: Warning, seen: Whole(texts::markup_in_title),
            meaning: "A title holds HTML or entities that are shown as they stand.",
            cure: "Write it as plain text.",
            explanation: "A title or a subtitle holds what a browser or a wiki would turn into something else: entities such as &amp;, \
                <br>, tags that set text (<b>…</b>, <i>, <sub> and the like) where they are closed, **stars**, or a link. Titles \
                are plain text, so people see the signs themselves.\n\n\
                Titles that speak of markup are left alone: “The <dialog> element”, “Vec<T>”, “*args and **kwargs”." },
        Rule { id: Id::TitleTooLong, name: "title-too-long", severity: Info, seen: Whole(texts::title_too_long),
            meaning: "A title is so long that no list shows all of it.",
            cure: "Shorten it, or move part of it into the subtitle or the abstract.",
            explanation: "A title takes more than 150 columns of a terminal, nearly two lines of a wide one; Chinese, Japanese and Korean \
                characters take two columns each. Few conferences have such a title at all, and lists, signs at doors and phones \
                cut it off.\n\n\
                Subtitles are not looked at." },
        Rule { id: Id::LinkSyntax, name: "link-syntax", severity: Warning, seen: Whole(texts::link_syntax),
            meaning: "A link cannot lead anywhere as it is written.",
            cure: "Correct the address.",
            explanation: "The address of a link shows that it leads nowhere, or elsewhere than meant: a scheme that stands twice \
                (http://https://…), a host without a dot or with characters that no host has, the machine on which the timetable \
                was made (localhost), names such as example.com that are kept for examples, a mail address without @, or \
                punctuation of a sentence that slipped in at the end.\n\n\
                Links of the event, of people and of entries are looked at, as they are written; nothing is fetched. What is no \
                http, https or mailto link at all is a broken entry. The same address is told once, however often it stands." },
    ]
};
