"""Words that never name a record by themselves.

A word outside these lists may be (part of) a name, so it is worth a look-up. The lists are about
English and about Paymo's nouns, never about anybody's data.
"""

from __future__ import annotations

import re

from agent.models.builtin.text.currencies import CODES, NAMES
from agent.models.builtin.text.fold import Span, fold, word_list

FUNCTION = frozenset(
    word_list("""
    a about across after again all along already also am an and another any anybody anyone
    anything are around as at away back be because been before behind being below between both
    but by can cannot can't could couldn't did didn't do does doesn't doing don't done down
    during each either else ever every everybody everyone everything few for from further get
    gets getting give given gave gives go goes going gone got had has hasn't have haven't having
    he hello help hence her here hers hey hi him his how however i i'd i'll i'm i've if in
    inside instead into is isn't it it's its itself just kindly know knows let let's like likely
    list lists look looks lot lots made make makes many may maybe me mean might mine more
    moreover most much must my myself near need needed needs neither never next no nobody none
    nope nor not nothing now of off often ok okay on once one ones only onto or other others our
    ours out outside over overall own per perhaps please plus pls quickly quick rather re really
    regarding right run said same say see seem several shall she should show shows simply since
    single so some somebody someone something soon still such sure take tell than thank thanks
    that that's the their theirs them then there there's these they they're thing things think
    this those though through throughout thus to together too toward towards try two under until
    up upon us use using usually very via view want wanted wants was wasn't way we we'd we'll
    we're we've well went were weren't what what's whatever when where whether which while who
    who's whom whose why will with within without won't would wouldn't yes yet you you'd you'll
    your yours able actually available bring check concerning display exactly fetch find found
    good afternoon morning evening great hand happen happened involved keep kind kinds latest
    left long looking main mention mentioned name named nice number numbers order output
    particular pending perfect possible present print provide pull put question quite read
    recent recently remind result results return returns search section share side sort specific
    state status summary summarise summarize overview info information details detail data
    update upcoming current currently existing exist exists total totals altogether sum count
    percentage percent top bottom first second third last past previous new old today's curious
    wondering wonder against took takes taken come comes came busy brings brought appear better
    big bigger belong belongs changed changes common compare compared completely connected
    contains correct counted covers differ different doubt enough entirely expect expected fair
    follow following full general happening hard heard hold holds important instance interested
    kept later least leave leaves less lie lies little lives longer lose lost matter meant
    necessary nearly noted occur opposite ourselves owned owning pick picked plenty points
    problem problems proper raised reach reached real reason reasons receive received relate
    related relevant reported reports requested require required respond rest saved separate
    shared short shown similar simple small smaller solve somewhat sooner sounds starting stay
    stays stop stopped stuff supposed talk talking telling thinking tried trying turn turned
    unsent slipped ask asked asking far till hit hits jobs job debtor debtors debts chase
    plan chasing settle settled slipping slip falling handle handled running ready
    happens vs versus wich prio manages based payed even
    yesterdays afternoons employed stuck everywhere anywhere chance cheers sorry hmm
    eh um mind honest honestly basically literally roughly exact precise happy glad free
    fine alright brief briefly sometime lately hows
    always normally generally tend tends
    thats lets whos wheres unless used useful various wait waiting whichever wish wondered worth
    write written wrong partly partially above beyond typically
""")
)

DOMAIN = frozenset(
    word_list("""
    older younger fall falls fell names aren't arent ain't shouldn't mustn't needn't
    tied admin admins administrator administrators external externals
    heaviest lightest fullest portion portions distributed distribution
    coming responsible owner owners owns
    charge oldest newest earliest soonest account accounts active activity activities agency
    amount amounts archived assign assigned assignee assignees assignment balance bill billable
    billed billing bills book booked booking breakdown budget budgets call called clear client
    clients clock clocked close closed colleague colleagues company companies complete completed
    contact contacts cost create created critical currency customer customers deadline deadlines
    deliverable deliverables description draft drafts drafted due email employee employees end
    ended entries entry estimate every expense expenses finish finished flat guest guests high
    highest hour hourly hours hrs h inactive incomplete invoice invoiced invoices invoicing
    involve issue issued item items late lead least less list log logged logging low lowest
    manage manager managers managing me member members milestone milestones min mins minute
    minutes money month normal note open outstanding overdue owe owed owes owing paid pay
    payable payment payments paying pays people person phone planned price priority priced
    project projects rate rates ready receivable receivables record recorded register remaining
    revenue role running send sent set spend spending spent staff start started task tasks
    tasklist tasklists team ticket tickets teams time timer timers times timesheet timesheets titled
    dos todo todos track tracked tracking type types unassigned unbilled unbillable unfinished
    uninvoiced unpaid urgent user users viewed void work worked worker workers working works
    workload workday year week quarter add enter make new put reserve miss largest smallest
    biggest fewest busiest split grouped group sorted ranked ranking rank address website city
    country position job capacity inbox plate average averages avg typical exceeding exceed
    exceeds size shortest longest received collected income aging ageing aged difference
    differences hundred thousand million grand burn burnt burned touched forgot forget forgotten
    forgets non chargeable minimum maximum proportion fraction ratio comparing comparison worst
    quietest slowest busier higher lower newer report system overtime notes comments comment
    descriptions payer payers sales weekday ate eaten consumed swallowed sunk furthest gap gaps
    incoming previous
    deliver delivers ages bucket buckets wise
    champion champions winner winners leader leaders leaderboard league aside leaving ignoring
    ignore excluding exclude excluded disregarding disregard utilised utilized utilisation
    utilization underway eater eaters entire how'd touch devoured gobbled hogged onwards
    code codes convert converted converting equivalent equivalents
    best dated cleared debt squared expire expires expiring mature matures
    vat gst hst pst qst tva mwst ust iva iss icms tps tvq tax taxes taxed net gross subtotal
    excl incl dso gimme punctual punctually land landed story
    fee fees fixed lump retainer retainers available marked ticked logs
    budgeted e mail mails emails addresses phones telephone telephones websites towns cities
    countries
    laziest idlest shorter consuming intensive combined divided assist chunk crew consumer consumers
    costs costing
    head heads sold asks claims wonders
    rights permissions privileges postal postcode zip street fiscal coordinates particulars
    occupation profession whereabouts bono led headed
    idle bandwidth moment bookings voided cancelled canceled live paymo somewhere left estimates
    estimated file
""")
)

DATES = frozenset(
    word_list("""
    today yesterday tomorrow tonight morning afternoon evening night noon midday midnight day
    days week weeks weekend month months quarter quarters year years monday tuesday wednesday
    thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february
    march april june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec ago date dates daily weekly monthly yearly annual q1 q2 q3 q4 am pm ytd
    mondays tuesdays wednesdays thursdays fridays saturdays sundays weekends weekdays weekday
    mtd eom eow eoy period range half beginning
""")
)

# Everyday words and months that are first names as well.
GIVEN = frozenset(word_list("bill may will jan april june august"))

COUNTS = frozenset(word_list("three four five six seven eight nine ten eleven twelve dozen couple"))

CURRENCIES = CODES | NAMES

KNOWN = FUNCTION | DOMAIN | DATES | CURRENCIES

# "Aren't" and "we've" are nobody's name.
_CONTRACTED = re.compile(r"(?:n't|'(?:ve|ll|re|d|m))$")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def is_content(word: str) -> bool:
    """Whether a folded word may belong to a name."""
    if word in COUNTS or word == "s" or _CONTRACTED.search(word):
        return False  # "s" is what is left of "Anna's" without the name
    return word.removesuffix("'s") not in KNOWN and not re.fullmatch(r"[\d.,:/-]+|\d+\w{1,2}", word)


def words_with_spans(text: str) -> list[tuple[str, Span]]:
    """The folded words of a text and where they stand."""
    return [(match.group(), match.span()) for match in _WORD.finditer(fold(text))]


# Words a request turns on; a typing slip in one of them is put right.
PIVOTAL = tuple(
    sorted(
        word
        for word in word_list("""
    invoice invoices overdue unpaid unbilled milestone milestones project projects client
    clients customer customers people tasks hours minutes entries create logged tracked worked
    yesterday tomorrow today monday tuesday wednesday thursday friday saturday sunday january
    february september october november december outstanding drafts timesheet deadline budget
    archived completed finished assigned please deadlines timesheets address website position
    description estimate priority responsible telephone
""")
    )
)

# Short ones are put right only where two neighbours changed places: of four letters too many words
# are one letter apart.
SHORT_PIVOTAL = tuple(
    word_list(
        "task tasks open late list show time hours what when which week month many team work "
        "much spent done last next paid over overdue"
    )
)
