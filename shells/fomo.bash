_fomo_offers() {
    local rules="empty-schedule broken-entry unknown-key unknown-zone no-zone no-title duplicate-id duplicate-title placeholder unknown-person unknown-room unknown-track end-before-start open-ended unscheduled zone-label clock-change control-characters mended contradiction day-mismatch zone-mismatch wall-clock-differs room-mismatch overlap-in-room person-double-booked tight-change outside-event outside-session outlier-date zero-duration long-duration missing-end gap-in-programme break-missing late-day date-of-another-year unused-room unused-track unused-person no-people no-abstract same-person-spelled-differently duplicate-speaker-in-talk mojibake markup-in-title title-too-long link-syntax"
    local i cur prev opts cmd
    COMPREPLY=()
    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
        cur="$2"
    else
        cur="${COMP_WORDS[COMP_CWORD]}"
    fi
    prev="$3"
    cmd=""
    opts=""

    for i in "${COMP_WORDS[@]:0:COMP_CWORD}"
    do
        case "${cmd},${i}" in
            ",$1")
                cmd="fomo"
                ;;
            fomo,check)
                cmd="fomo__subcmd__check"
                ;;
            fomo,completions)
                cmd="fomo__subcmd__completions"
                ;;
            fomo,convert)
                cmd="fomo__subcmd__convert"
                ;;
            fomo,diff)
                cmd="fomo__subcmd__diff"
                ;;
            fomo,favourites)
                cmd="fomo__subcmd__favourites"
                ;;
            fomo,keys)
                cmd="fomo__subcmd__keys"
                ;;
            fomo,list)
                cmd="fomo__subcmd__list"
                ;;
            fomo,man)
                cmd="fomo__subcmd__man"
                ;;
            fomo,mine)
                cmd="fomo__subcmd__mine"
                ;;
            fomo,now)
                cmd="fomo__subcmd__now"
                ;;
            fomo__subcmd__favourites,compare)
                cmd="fomo__subcmd__favourites__subcmd__compare"
                ;;
            fomo__subcmd__favourites,export)
                cmd="fomo__subcmd__favourites__subcmd__export"
                ;;
            fomo__subcmd__favourites,import)
                cmd="fomo__subcmd__favourites__subcmd__import"
                ;;
            *)
                ;;
        esac
    done

    case "${cmd}" in
        fomo)
            opts="-V -h --query --theme --ascii --mouse --print --keys --zone --event-zone --at --input-format --offline --version --help list now check diff convert mine favourites keys completions man"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 1 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --query)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -W "terminal light dark contrast colour-blind" -- "${cur}"))
                    return 0
                    ;;
                --print)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --keys)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        fomo__subcmd__check)
            opts="-h --format --level --only --ignore --explain --zone --event-zone --at --input-format --offline --help"
            if [[ ${cur} == -* ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --format)
                    COMPREPLY=($(compgen -W "text json github" -- "${cur}"))
                    return 0
                    ;;
                --level)
                    COMPREPLY=($(compgen -W "error warning info" -- "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -P "${cur%"${cur##*,}"}" -W "${rules}" -- "${cur##*,}"))
                    return 0
                    ;;
                --ignore)
                    COMPREPLY=($(compgen -P "${cur%"${cur##*,}"}" -W "${rules}" -- "${cur##*,}"))
                    return 0
                    ;;
                --explain)
                    COMPREPLY=($(compgen -W "all ${rules}" -- "${cur}"))
                    return 0
                    ;;
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -f -- "${cur}") )
            return 0
            ;;
        fomo__subcmd__completions)
            opts="-h --zone --event-zone --at --input-format --offline --help bash fish zsh"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        fomo__subcmd__convert)
            opts="-h --to --zone --event-zone --at --input-format --offline --help"
            if [[ ${cur} == -* ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --to)
                    COMPREPLY=($(compgen -W "fomo frab-json ics" -- "${cur}"))
                    return 0
                    ;;
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -f -- "${cur}") )
            return 0
            ;;
        fomo__subcmd__diff)
            opts="-h --format --zone --event-zone --at --input-format --offline --help"
            if [[ ${cur} == -* ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --format)
                    COMPREPLY=($(compgen -W "text json markdown" -- "${cur}"))
                    return 0
                    ;;
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -f -- "${cur}") )
            return 0
            ;;
        fomo__subcmd__favourites)
            opts="-h --zone --event-zone --at --input-format --offline --help export import compare"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        fomo__subcmd__favourites__subcmd__compare)
            opts="-h --format --zone --event-zone --at --input-format --offline --help"
            if [[ ${cur} == -* ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --format)
                    COMPREPLY=($(compgen -W "text json" -- "${cur}"))
                    return 0
                    ;;
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -f -- "${cur}") )
            return 0
            ;;
        fomo__subcmd__favourites__subcmd__export)
            opts="-h --format --zone --event-zone --at --input-format --offline --help"
            if [[ ${cur} == -* ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --format)
                    COMPREPLY=($(compgen -W "json ics" -- "${cur}"))
                    return 0
                    ;;
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -f -- "${cur}") )
            return 0
            ;;
        fomo__subcmd__favourites__subcmd__import)
            opts="-h --dry-run --zone --event-zone --at --input-format --offline --help"
            if [[ ${cur} == -* ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -f -- "${cur}") )
            return 0
            ;;
        fomo__subcmd__keys)
            opts="-h --zone --event-zone --at --input-format --offline --help"
            if [[ ${cur} == -* ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -f -- "${cur}") )
            return 0
            ;;
        fomo__subcmd__list)
            opts="-h --query --format --alarm --zone --event-zone --at --input-format --offline --help"
            if [[ ${cur} == -* ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --query)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --format)
                    COMPREPLY=($(compgen -W "text json csv markdown ics" -- "${cur}"))
                    return 0
                    ;;
                --alarm)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -f -- "${cur}") )
            return 0
            ;;
        fomo__subcmd__man)
            opts="-h --zone --event-zone --at --input-format --offline --help"
            if [[ ${cur} == -* ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -f -- "${cur}") )
            return 0
            ;;
        fomo__subcmd__mine)
            opts="-h --format --all --zone --event-zone --at --input-format --offline --help"
            if [[ ${cur} == -* ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --format)
                    COMPREPLY=($(compgen -W "text json ics" -- "${cur}"))
                    return 0
                    ;;
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -f -- "${cur}") )
            return 0
            ;;
        fomo__subcmd__now)
            opts="-h --query --format --max-width --room --zone --event-zone --at --input-format --offline --help"
            if [[ ${cur} == -* ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --query)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --format)
                    COMPREPLY=($(compgen -W "text json" -- "${cur}"))
                    return 0
                    ;;
                --max-width)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --room)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --zone)
                    COMPREPLY=($(compgen -W "event local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --event-zone)
                    COMPREPLY=($(compgen -W "local utc $(_fomo_zones)" -- "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --input-format)
                    COMPREPLY=($(compgen -W "fomo c3voc frab-json frab-xml ical indico opass pretalx-widget sessionize virtual-site mini-conf open-event symposion konopas" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -f -- "${cur}") )
            return 0
            ;;
    esac
}

# The names of time zones that this machine knows.
_fomo_zones() {
    local what one two rest
    local list="${TZDIR:-/usr/share/zoneinfo}/tzdata.zi"
    [[ -r "${list}" ]] || return 0
    while read -r what one two rest; do
        case "${what}" in
            Z) printf '%s\n' "${one}" ;;
            L) printf '%s\n' "${two}" ;;
        esac
    done <"${list}"
}

_fomo() {
    local line="${COMP_LINE:0:COMP_POINT}" word blanks i count=0
    local words=() typed option="" stays="" sign offer
    for ((i = 0; i <= COMP_CWORD; i++)); do
        blanks="${line%%[![:space:]]*}"
        line="${line#"${blanks}"}"
        word="${COMP_WORDS[i]}"
        if ((i == COMP_CWORD)); then
            word="${line}"
        fi
        line="${line#"${word}"}"
        if ((i > 0)) && [[ -z "${blanks}" ]]; then
            words[count - 1]+="${word}"
        else
            words[count]="${word}"
            count=$((count + 1))
        fi
    done
    typed="${words[count - 1]}"
    word="${typed}"
    if [[ "${word}" == --*=* ]]; then
        option="${word%%=*}="
        words[count - 1]="${word%%=*}"
        word="${word#*=}"
        words[count]="${word}"
        count=$((count + 1))
    fi
    local COMP_WORDS=("${words[@]}") COMP_CWORD=$((count - 1))
    local before=""
    if ((count > 1)); then
        before="${words[count - 2]}"
    fi
    _fomo_offers "$1" "${word}" "${before}"
    # What stands before the last sign at which this bash takes words apart is another word to it, and stays. All behind it is
    # replaced.
    for ((i = ${#typed}; i > 0; i--)); do
        sign="${typed:i-1:1}"
        if [[ "${sign}" == [:=@] && "${COMP_WORDBREAKS}" == *"${sign}"* ]]; then
            # Of these, only this one begins the next word.
            [[ "${sign}" == @ ]] && i=$((i - 1))
            stays="${typed:0:i}"
            break
        fi
    done
    for i in "${!COMPREPLY[@]}"; do
        offer="${option}${COMPREPLY[i]}"
        COMPREPLY[i]="${offer#"${stays}"}"
    done
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _fomo -o nosort -o bashdefault -o default fomo
else
    complete -F _fomo -o bashdefault -o default fomo
fi
