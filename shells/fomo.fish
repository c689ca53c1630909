# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_fomo_global_optspecs
    string join \n query= theme= ascii mouse print= keys= zone= event-zone= at= input-format= offline V/version h/help
end

function __fish_fomo_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_fomo_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_fomo_using_subcommand
    set -l cmd (__fish_fomo_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c fomo -n "__fish_fomo_needs_command" -l query -d 'Start with this filter' -r
complete -c fomo -n "__fish_fomo_needs_command" -l theme -d 'Colours: terminal, light, dark, contrast, colour-blind, or a theme of config.toml' -r
complete -c fomo -n "__fish_fomo_needs_command" -l print -d 'Draw one frame of this size to standard output and exit' -r
complete -c fomo -n "__fish_fomo_needs_command" -l keys -d 'Press these keys before the frame is drawn, such as `jj<enter>`' -r
complete -c fomo -n "__fish_fomo_needs_command" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_needs_command" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_needs_command" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_needs_command" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_needs_command" -l ascii -d 'Draw with ASCII characters only'
complete -c fomo -n "__fish_fomo_needs_command" -l mouse -d 'Let the mouse select, open and scroll; else it selects text, as the terminal does it'
complete -c fomo -n "__fish_fomo_needs_command" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_needs_command" -s V -l version -d 'Print the version and the time-zone database in use'
complete -c fomo -n "__fish_fomo_needs_command" -s h -l help -d 'Print help'
complete -c fomo -n "__fish_fomo_needs_command" -a "list" -d 'List what matches'
complete -c fomo -n "__fish_fomo_needs_command" -a "now" -d 'Show what is on now and what comes next, by room'
complete -c fomo -n "__fish_fomo_needs_command" -a "check" -d 'Check the timetable'
complete -c fomo -n "__fish_fomo_needs_command" -a "diff" -d 'Show what changed between two versions of a schedule'
complete -c fomo -n "__fish_fomo_needs_command" -a "convert" -d 'Write the whole schedule in another format'
complete -c fomo -n "__fish_fomo_needs_command" -a "mine" -d 'Your favourites of all events, in the order in which they take place'
complete -c fomo -n "__fish_fomo_needs_command" -a "favourites" -d 'Take your favourites along, take in those of others, compare'
complete -c fomo -n "__fish_fomo_needs_command" -a "keys" -d 'Print the keys of the viewer'
complete -c fomo -n "__fish_fomo_needs_command" -a "completions" -d 'Print what a shell needs to complete commands and options'
complete -c fomo -n "__fish_fomo_needs_command" -a "man" -d 'Print the manual page: fomo man | man -l -'
complete -c fomo -n "__fish_fomo_using_subcommand list" -l query -d 'What must match, too' -r
complete -c fomo -n "__fish_fomo_using_subcommand list" -l format -d 'How to write it' -r -f -a "text\t'For people'
json\t'For scripts'
csv\t'A table for spreadsheets'
markdown\t'A table for web pages and READMEs'
ics\t'For calendar programs (iCalendar)'"
complete -c fomo -n "__fish_fomo_using_subcommand list" -l alarm -d 'In a calendar: remind so many minutes before each entry' -r
complete -c fomo -n "__fish_fomo_using_subcommand list" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_using_subcommand list" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_using_subcommand list" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_using_subcommand list" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_using_subcommand list" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fomo -n "__fish_fomo_using_subcommand now" -l query -d 'Of what matches only' -r
complete -c fomo -n "__fish_fomo_using_subcommand now" -l format -d 'How to write it' -r -f -a "text\t'For people'
json\t'For scripts'"
complete -c fomo -n "__fish_fomo_using_subcommand now" -l max-width -d 'On one line of at most so many columns, as for a status bar' -r
complete -c fomo -n "__fish_fomo_using_subcommand now" -l room -d 'Of this room only; may stand several times' -r
complete -c fomo -n "__fish_fomo_using_subcommand now" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_using_subcommand now" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_using_subcommand now" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_using_subcommand now" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_using_subcommand now" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_using_subcommand now" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fomo -n "__fish_fomo_using_subcommand check" -l format -d 'How to write it' -r -f -a "text\t'For people'
json\t'For scripts'
github\t'Annotations of a workflow of GitHub Actions'"
complete -c fomo -n "__fish_fomo_using_subcommand check" -l level -d 'Exit with 1 if something at least this bad is found; what is less bad is told in short [default: warning]' -r -f -a "error\t'What was lost, or cannot be right'
warning\t'What is probably a mistake, or still open'
info\t'What is worth knowing'"
complete -c fomo -n "__fish_fomo_using_subcommand check" -l only -d 'Look for this rule only; several with commas between them' -r
complete -c fomo -n "__fish_fomo_using_subcommand check" -l ignore -d 'Do not look for this rule; several with commas between them' -r
complete -c fomo -n "__fish_fomo_using_subcommand check" -l explain -d 'Tell about a rule, or list all of them, and check nothing' -r
complete -c fomo -n "__fish_fomo_using_subcommand check" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_using_subcommand check" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_using_subcommand check" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_using_subcommand check" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_using_subcommand check" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fomo -n "__fish_fomo_using_subcommand diff" -l format -d 'How to write it' -r -f -a "text\t'For people'
json\t'For scripts'
markdown\t'For an announcement'"
complete -c fomo -n "__fish_fomo_using_subcommand diff" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_using_subcommand diff" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_using_subcommand diff" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_using_subcommand diff" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_using_subcommand diff" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fomo -n "__fish_fomo_using_subcommand convert" -l to -d 'The format' -r -f -a "fomo\t'The native format, fomo/1'
frab-json\t'What frab and pretalx export (JSON)'
ics\t'For calendar programs (iCalendar)'"
complete -c fomo -n "__fish_fomo_using_subcommand convert" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_using_subcommand convert" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_using_subcommand convert" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_using_subcommand convert" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_using_subcommand convert" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_using_subcommand convert" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fomo -n "__fish_fomo_using_subcommand mine" -l format -d 'How to write it' -r -f -a "text\t'For people'
json\t'For scripts'
ics\t'For calendar programs (iCalendar)'"
complete -c fomo -n "__fish_fomo_using_subcommand mine" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_using_subcommand mine" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_using_subcommand mine" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_using_subcommand mine" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_using_subcommand mine" -l all -d 'What is over, too'
complete -c fomo -n "__fish_fomo_using_subcommand mine" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_using_subcommand mine" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and not __fish_seen_subcommand_from export import compare" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and not __fish_seen_subcommand_from export import compare" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and not __fish_seen_subcommand_from export import compare" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and not __fish_seen_subcommand_from export import compare" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and not __fish_seen_subcommand_from export import compare" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and not __fish_seen_subcommand_from export import compare" -s h -l help -d 'Print help'
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and not __fish_seen_subcommand_from export import compare" -f -a "export" -d 'Print what you marked in a schedule: favourites, musts, notes, what is hidden'
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and not __fish_seen_subcommand_from export import compare" -f -a "import" -d 'Add what somebody else exported, or another machine of yours'
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and not __fish_seen_subcommand_from export import compare" -f -a "compare" -d 'Show what you and somebody else both want to see, and what only one of you does'
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from export" -l format -d 'How to write it' -r -f -a "json\t'For fomo elsewhere, and for scripts'
ics\t'For calendar programs (iCalendar)'"
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from export" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from export" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from export" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from export" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from export" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from import" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from import" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from import" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from import" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from import" -l dry-run -d 'Only say what would be added'
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from import" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from compare" -l format -d 'How to write it' -r -f -a "text\t'For people'
json\t'For scripts'"
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from compare" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from compare" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from compare" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from compare" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from compare" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_using_subcommand favourites; and __fish_seen_subcommand_from compare" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fomo -n "__fish_fomo_using_subcommand keys" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_using_subcommand keys" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_using_subcommand keys" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_using_subcommand keys" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_using_subcommand keys" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_using_subcommand keys" -s h -l help -d 'Print help'
complete -c fomo -n "__fish_fomo_using_subcommand completions" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_using_subcommand completions" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_using_subcommand completions" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_using_subcommand completions" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_using_subcommand completions" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fomo -n "__fish_fomo_using_subcommand man" -l zone -d 'Show times in this zone: an IANA name, event, local or utc' -r
complete -c fomo -n "__fish_fomo_using_subcommand man" -l event-zone -d 'The zone of a schedule that names none' -r
complete -c fomo -n "__fish_fomo_using_subcommand man" -l at -d 'Pretend it is this moment: RFC 3339, or local to the event' -r
complete -c fomo -n "__fish_fomo_using_subcommand man" -l input-format -d 'Read the schedule as this format, whatever it looks like' -r -f -a "fomo\t''
c3voc\t''
frab-json\t''
frab-xml\t''
ical\t''
indico\t''
opass\t''
pretalx-widget\t''
sessionize\t''
virtual-site\t''
mini-conf\t''
open-event\t''
symposion\t''
konopas\t''"
complete -c fomo -n "__fish_fomo_using_subcommand man" -l offline -d 'Stay off the network: of an address, the copy in the cache is shown'
complete -c fomo -n "__fish_fomo_using_subcommand man" -s h -l help -d 'Print help'
