"""Everyday words that are no reason to ask who or what somebody means by them.

They may be part of a record's name, so names are looked for among them; where none is found, they
are taken for the plain words they are. Nouns that are likely names of tasks, projects or companies
stay out of it.
"""

from __future__ import annotations

from agent.models.builtin.text.fold import word_list

EVERYDAY = frozenset(
    word_list("""
    able absolutely accept accepted according accurate achieve achieved act acting actual add
    added additional admit advance advise afraid age agree agreed ahead aim aimed alive
    allocated allocation allow allowed almost alone alright altogether amazing among angry
    annoying anymore anyone's anyway anywhere apart apologies apparently appears apply
    appreciate approach appropriate approve approved approx approximately archive archives
    archiving arrange arranged arrive arrived asap aside asleep assume assuming attach attend
    attending attention average avoid await awaiting aware awesome bad badly basis beat
    beautiful become becomes began begin begins begun believe benefit beside besides beyond
    bigger blame blew block blocked blocker blockers blow blown bore bored boss bosses bother
    bothered bottleneck bottlenecks bound break brilliant buddy bugging built burn burned
    burning burnt busier busted busy buy calculate calm cancel cancelled cap care careful carry
    case cases casual catch caught cause caused causing certain certainly check checked checking
    choice choose chose chosen clean clearly clever closely closest closing colleagues collect
    combine combined comfortable commitments committed compared complain complaining complaint
    complaints complex concern concerned concerns confirm confirmed confused confusing connect
    consider considered consumed contact continue continued convince cool cope correctly couple
    covered covering coworker coworkers crazy cross curious cut cuts daily damn danger dare
    deactivate dead deal dealing deals dear decide decided decision deep defer definitely delay
    delayed delays delete deletes delivered depend depends deserve desperate determine die
    difference difficult direct directly dirty disappear discuss discussed dispute distribute
    distribution divide done doubt drop dropped dropping due dumb duplicate eager early earn
    earned ease easier easily easy edit effect effective effort either eligible else email
    emergency empty engage engaged enjoy ensure entered equal equally erase especially essential
    eventually everybody everyone everyone's evidently exact excellent except exception excited
    exclude excluding excuse exhausted expensive experience experienced explain explained extent
    extra extremely face facing fact facts fail failed failing fails fairly faith false familiar
    fast faster favor favour favourite fear feel feeling feels fell felt fewer fill filled
    filling final finally finding finest fingers finishing fit fits fix fixed flag flagged focus
    focused folks follow followed foot force forced forever forget forgot forgotten forward free
    freely fresh fully fun funny furthest future gain garbage gather gave generally genuine gist
    glance grateful great greatly guess guys half hand handing handled handles hands hanging
    happening happier happily happy hardly hate heads healthy heavily heavy held helped helpful
    helping helps hesitate hidden highlight highlights hit hits hold holding hopefully hoping
    hot huge hurry hurt idea ideally ideas identify ignore ill imagine immediate immediately
    impact impossible impression improve improved include included includes including increase
    increased incredibly indeed individual inform informed initial input instantly intend
    interest interesting internally intro involves issue issues item items join joined joke
    judging jump justify key kidding kill killing kindly knew knowing knowledge known lack
    lacking laid lately lazy leading leads leaving legit lend length lesser letting level liable
    lift lighter limit limited limits line lined lines linked literally loaded loads location
    locked logic logical loose loosely lose losing loss lots loud love loved low lowdown lower
    luck lucky mad magic mainly maintain major majority manage managed manner massive mate
    matters maximum meaning means meantime measure meet meets mess messed messing met middle
    mighty minimum minor minus minute miss missed misses missing mistake mistakes mix mixed
    modify moments monitor mostly motivated move moved moves moving multiple nailed names nasty
    naturally near nearest neat necessarily negative neither nervous nights noise normally
    notice noticed notify obvious obviously occasionally odd offer officially ok okay oops
    opened opening opinion opposed option options ordinary organise organised organize organized
    original originally otherwise ought outcome outside overall overbooked overdo overlap
    overload overloaded overview overwhelmed owned pace pack packed panic parallel part partial
    partially partly parts pass passed passes passing patience patient pause paused people
    perfectly permission personal personally perspective pile piled piling pissed place placed
    plain plainly plan planned planning plans pleasant pleased pointing polite poor popular
    position positive possibly postpone postponed potential potentially practical practically
    precisely prefer preferably prepared presence presently pressing pressure presumably pretty
    prevent previously prior prioritise prioritize probably proceed process progress progressing
    promise promised promptly proof properly proud prove provided pulled pulling pure purely
    purpose push pushed pushing puts putting quality quicker quiet quit random range rapid
    rapidly rarely rate rates rather reaching react realise reality realize reasonable
    reasonably reassign recap receiving reckon recommend recommended reduce refer reference
    reflect refund refuse regard regards regret regular regularly rely remain remains remember
    remove removed rename reopen repeat repeated replied reply replying required reschedule
    rescue respect respective respectively responsibilities responsibility responsible resting
    restore reveal revised rich rid ridiculous risk risks risky roles rough roughly round
    routine rule rules rundown rush sad safe safely sake satisfied save saving scared scary
    schedule scheduled schedules scoop seat seeing seems seen seldom separate separately serious
    seriously serve served severe shape shaping shared shift short shortage shortly shot shout
    sick sign signed significant silly similarly simply sit sits sitting situation slack
    slightly slow slower slowest slowing slowly smart smooth smoothly snapshot sole solely solid
    solution solve solved somebody's somehow somewhere sooner sorted sorting sound spare speak
    speaking specifically speed spot squeeze stack staff stage stages stand standing stands
    staring starters starts statement status stays steady step steps stick sticking stops
    straight strange stress stressed stressful stretch stretched strict strong strongly struggle
    struggling stupid substantial succeed success successful successfully such suck sucks sudden
    suddenly suffer suggest suggested suggestion suggestions suit suitable supply supported
    suppose surely surprise surprised survive suspect swamped swap sweet swiftly tackle tackled
    tackling talented tally task team teammate teammates tell tends terrible terribly terrific
    thank thankful therefore thoroughly thought thoughts threat thrilled tight tired together
    tomorrow tonight took total totally touch touched tough toward towards track transfer
    trouble true truly trust truth twice typical typically ugly ultimately unable unarchive
    uncertain unclear understand understood underway unfortunately unless unlikely unlucky
    unsure untouched unusual update updates upload upset urgently useful useless usual utterly
    valid value values vast verify version via view views visible vital wanting warm warn
    warning waste wasted wasting watch weak wealth weird welcome whereabouts wherever whoever
    whole whose wide widely wild willing win wins wipe wise wonder wonderful words worried
    worries worry worrying worse worst worth worthy wow wrap wrapped wrapping yeah yep zero terms
    clue curiosity dough foreign purposes regarding respects
    abroad accrued accumulated aggregate amounted amounting arrears arrival arrives arriving
    balances banked billings bracket brackets cash cashflow charged chased cheap cheapest clearing
    clears collecting collections counting credited creditor cumulative deposited dormant doubled
    dunning earlier earnings expired fallen fattest figure figures former grace greater
    headquartered heavier incomes inflow inflows installment installments instalment instalments
    lag lagging lapse lapsed lapses larger located looked loyal matured maturity median nudge
    nudged overseas portion priciest prospective reachable receipt receipts recover recovered
    refunded reminded reminder reminders remit remitted repeatedly revenues seated settles situated
    slice sometimes summed sums thrice tiniest totaled totalled transferred transfers turnover
    unsettled wire wired cheaper dearer pricier
    large tall pro
""")
)
