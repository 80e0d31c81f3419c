"""Commands that real learners hand in for the exercises of the course `command-line`, by the item's id.

What stands in the pack's own `mistakes` is tried as well and is not repeated here.
"""

from __future__ import annotations

OTHER_WAYS: dict[str, list[str]] = {
    "where/go-in": ["touch kitchen/here.txt", "cd ./kitchen && > here.txt", "cd music; cd ../kitchen; touch here.txt"],
    "where/find-key": ["touch green/found.txt", "ls -a blue green red\ncd green\ntouch found.txt\nls"],
    "paths/deep": ["cd house/garden/shed\ntouch rake.txt", "touch ./house/garden/shed/rake.txt"],
    "paths/next-door": [
        "cd house/kitchen\ncd ../garden\ntouch ball.txt",
        "cd house/kitchen\ncd ..\ntouch garden/ball.txt",
        "touch house/garden/ball.txt",
    ],
    "make/songs": ["mkdir songs\ncd songs\ntouch list.txt", "mkdir -p songs; > songs/list.txt"],
    "make/seasons": ["mkdir spring\nmkdir summer\nmkdir autumn", "mkdir -p autumn 'spring' summer"],
    "make/trip": [
        "mkdir trip trip/2027 trip/2027/photos",
        "mkdir trip\ncd trip\nmkdir 2027\ncd 2027\nmkdir photos",
        "mkdir -p ./trip/2027/photos/",
    ],
    "copy-move/backup": ["cat plan.txt > plan-old.txt", "cp -p ./plan.txt ./plan-old.txt"],
    "copy-move/rename": ["cp draft.txt letter.txt\nrm draft.txt", "mv -i draft.txt ./letter.txt"],
    "copy-move/into-archive": [
        "mv may.txt archive\nmv june.txt archive/june.txt",
        "cp may.txt june.txt archive/ && rm may.txt june.txt",
    ],
    "copy-move/copy-folder": [
        "cp -r recipes backup",
        "mkdir backup\ncp -R recipes/* backup",
        "mkdir -p backup/sweet\ncp recipes/soup.txt backup\ncp recipes/sweet/cake.txt backup/sweet",
    ],
    "remove/one-file": ["rm ./old.txt", "rm -f old.txt"],
    "remove/whole-folder": ["cd attic\nrm -r junk", "rm -rf ./attic/junk/", "rm attic/junk/*.txt; rm -r attic/junk"],
    "remove/empty-box": ["rmdir box1 box2 box3", "rm -r box3", "ls -a box1 box2 box3\nrmdir box*"],
    "look/longest": ["wc -l *.txt\nmv ./tue.txt longest.txt", "cat tue.txt > longest.txt; rm tue.txt"],
    "look/who-wrote": ["cp three.txt mia.txt\nrm three.txt", "tail -n 1 *.txt; mv three.txt ./mia.txt"],
    "spaces/my-songs": ["mkdir 'My Songs'", "mkdir My\\ Songs", "mkdir My' 'Songs"],
    "spaces/two-parties": ["cp summer\\ party.txt winter\\ party.txt", "cat 'summer party.txt' > 'winter party.txt'"],
    "spaces/old-list": ["rm 'old list.txt'", "rm old\\ list.txt", "rm old*list.txt", "rm -i ./old\\ list.txt < list.txt; rm old?list.txt"],
    "spaces/into-spaced": ["cd 'My Trips'\ncd 'New York'\ntouch 'first day.txt'", "touch My\\ Trips/New\\ York/first\\ day.txt"],
    "wildcards/all-texts": ["mv a.txt 'my day.txt' soup.txt texts", "for f in *.txt; do mv \"$f\" texts; done", "mv ./*.txt texts/"],
    "wildcards/clean-up": ["rm tmp-1 tmp-22.txt 'tmp-my page'", "echo tmp-*\nrm ./tmp-*"],
    "wildcards/first-nine": [
        "cp photo[1-9].jpg first",
        "cp *.jpg first; cd first; rm photo1?.jpg",
        "cp photo1.jpg photo2.jpg photo3.jpg photo4.jpg photo5.jpg photo6.jpg photo7.jpg photo8.jpg photo9.jpg first/",
    ],
    "redirect/hello": ["echo 'Hello' >> hello.txt", "printf Hello > hello.txt"],
    "redirect/add-milk": ["printf 'milk\\n' >> list.txt", "echo bread > list.txt\necho eggs >> list.txt\necho milk >> list.txt"],
    "redirect/both": ["cat one.txt > both.txt\ncat two.txt >> both.txt", "cp one.txt both.txt; cat two.txt >> both.txt"],
    "redirect/top-three": ["cat stops.txt | head -n 3 > soon.txt", "head -3 stops.txt > soon.txt", "head -n 3 < stops.txt > soon.txt"],
    "pipes/count-songs": ["cd songs\nls | wc -l > ../count.txt", "ls songs > n.txt; wc -l < n.txt > count.txt", "echo 4 > count.txt"],
    "pipes/rain-days": ["cat days.txt | grep rain > rain.txt", "grep 'rain' < days.txt > rain.txt", "grep -v sun days.txt | grep -v snow > rain.txt"],
    "pipes/guests": ["sort -u guests.txt > all.txt", "cat guests.txt | sort | uniq > all.txt", "sort guests.txt > s; uniq s > all.txt"],
    "pipes/members": ["cut -d, -f2 members.csv | sort > towns.txt", "cat members.csv | cut -d ',' -f 2 | sort -u > towns.txt"],
    "pipes/best-three": ["sort -rn points.txt | head -3 > best.txt", "sort -n points.txt | tail -n 3 | sort -rn > best.txt"],
    "pipes/winner": ["sort votes.txt | uniq -c | sort -nr | head -n 1 > winner.txt", "cat votes.txt | sort | uniq -c | sort -n > n; tail -1 n > winner.txt"],
}  # fmt: skip
"""Right, and not the pack's own solution."""

WRONG: dict[str, list[str]] = {
    "where/go-in": ["cd kitchen", "touch here.txt", "mkdir here.txt", "mkdir kitchen/here.txt", "touch kitchen here.txt"],
    "where/find-key": ["touch found.txt", "touch blue/found.txt", "cd red\ntouch found.txt", "touch */found.txt", "touch blue/found.txt green/found.txt red/found.txt"],
    "paths/deep": ["touch rake.txt", "touch house/shed/rake.txt", "touch shed/rake.txt", "mkdir house/garden/shed/rake.txt", "touch house/garden/shed"],
    "paths/next-door": ["cd house/kitchen\ntouch ball.txt", "cd house/kitchen\ntouch ../ball.txt", "cd house/kitchen\ntouch /house/garden/ball.txt", "cd house/kitchen\ncd .. garden\ntouch ball.txt"],
    "make/songs": ["mkdir songs list.txt", "touch songs list.txt", "mkdir songs\ncd songs\nmkdir list.txt", "mkdir Songs-\ntouch Songs-/list.txt"],
    "make/seasons": ["mkdir spring", "touch spring summer autumn", "mkdir spring/summer/autumn", "mkdir -p spring/summer/autumn", "mkdir spring; summer; autumn"],
    "make/trip": ["mkdir -p trip 2027 photos", "mkdir trip\nmkdir 2027\nmkdir photos", "mkdir -p trip/photos/2027", "mkdir -p trip/2027\ntouch trip/2027/photos", "mkdir p trip/2027/photos"],
    "copy-move/backup": ["cp plan.txt", "cp plan.txt plan-old", "cp plan.txt plan.txt", "cat plan.txt plan-old.txt", "cp plan-old.txt plan.txt"],
    "copy-move/rename": ["mv draft.txt", "rm draft.txt", "mv draft letter", "touch letter.txt\nrm draft.txt", "cp draft.txt letter.txt"],
    "copy-move/into-archive": ["mv *.txt archive", "mv may.txt archive", "mv archive may.txt june.txt", "mv may.txt june.txt", "mv may.txt archive.txt", "mv may.txt june.txt archive/april.txt", "rm -r archive\nmv may.txt archive"],
    "copy-move/copy-folder": ["cp recipes backup", "mkdir backup\ncp recipes/* backup", "mkdir backup", "cp -R recipes/sweet backup", "cp -R backup recipes"],
    "remove/one-file": ["rm *.txt", "rm -r *", "rm keep/old.txt", "rm new.txt", "mv old.txt older"],
    "remove/whole-folder": ["rm -r attic", "rm attic/junk/*", "rm -r attic/*", "cd attic\nrm junk", "rm -r junk", "mv attic/junk junk"],
    "remove/empty-box": ["rm -r box1 box2 box3", "rm -r box*", "rmdir box1", "ls -a box3"],
    "look/longest": ["mv wed.txt longest.txt", "mv longest.txt tue.txt", "wc -l *.txt > longest.txt", "cat *.txt > longest.txt", "touch longest.txt\nrm tue.txt"],
    "look/who-wrote": ["mv one.txt mia.txt", "mv mia.txt three.txt", "touch mia.txt", "echo 'Yours, Mia' > mia.txt", "mv *.txt mia.txt"],
    "spaces/my-songs": ["mkdir My Songs", "mkdir My/Songs", "mkdir -p My/Songs", "touch 'My Songs'", "mkdir 'My' 'Songs'", "mkdir My\\Songs"],
    "spaces/two-parties": ["cp summer party.txt", "cp 'summer party.txt' winter party.txt", "touch 'winter party.txt'", "cp 'summer' 'party.txt' 'winter' 'party.txt'"],
    "spaces/old-list": ["rm old", "rm *", "rm *list.txt", "rm 'old list'", "mv 'old list.txt' gone list.txt"],
    "spaces/into-spaced": ["touch 'first day.txt'", "touch 'My Trips/first day.txt'", "touch 'My Trips/New York/first' day.txt", "touch 'My Trips/New York/first_day.txt'"],
    "wildcards/all-texts": ["mv a.txt soup.txt texts", "mv *txt texts", "mv .txt texts", "mv *.txt", "mv a.txt my day.txt soup.txt texts", "mv ?.txt texts"],
    "wildcards/clean-up": ["rm *", "rm tmp", "rm 'tmp-*'", "rm *tmp*", "rm tmp-*.txt", "rm tmp-??"],
    "wildcards/first-nine": ["cp photo1.jpg photo9.jpg first", "cp photo??.jpg first", "cp 'photo?.jpg' first", "cp photo?.jpg", "cp photo first"],
    "redirect/hello": ["touch hello.txt", "echo Hello", "echo hello > hello.txt", "echo hello.txt > Hello", "echo Hello | hello.txt"],
    "redirect/add-milk": ["echo milk", "echo milk > list.txt >> list.txt", "echo milk >> List2.txt", "touch milk >> list.txt", "echo bread eggs milk > list.txt", "printf milk > list.txt"],
    "redirect/both": ["cat one.txt two.txt", "cat one.txt > two.txt > both.txt", "cat one.txt >> two.txt\ncp two.txt both.txt", "mv one.txt both.txt", "echo one.txt two.txt > both.txt"],
    "redirect/top-three": ["head stops.txt > soon.txt", "head -n 2 stops.txt > soon.txt", "head -n 3 stops.txt", "head -n 3 > soon.txt", "echo head -n 3 stops.txt > soon.txt", "head -n 4 stops.txt > soon.txt"],
    "pipes/count-songs": ["ls songs | wc -l", "wc -l songs/* > count.txt", "ls -A songs | wc -l > count.txt", "ls songs | wc -w > count.txt", "cd songs\nls | wc -l > count.txt"],
    "pipes/rain-days": ["grep rain days.txt", "grep sun days.txt > rain.txt", "head -n 1 days.txt > rain.txt", "grep rain days.txt | sort -r > rain.txt", "grep -l rain days.txt > rain.txt", "cat days.txt | grep rain"],
    "pipes/guests": ["uniq guests.txt | sort > all.txt", "sort guests.txt | uniq -c > all.txt", "sort guests.txt | uniq", "sort guests.txt | uniq -d > all.txt", "sort guests.txt > guests.txt | uniq > all.txt", "sort -u guests.txt > guests.txt"],
    "pipes/members": ["cut -d , -f 2 members.csv | sort", "cut -d ' ' -f 2 members.csv | sort > towns.txt", "sort -k 2 members.csv > towns.txt", "cut -c 2 members.csv | sort > towns.txt", "cut -d , -f 2,3 members.csv | sort > towns.txt", "cut -d , -f 2 members.csv | sort | head -n 3 > towns.txt"],
    "pipes/best-three": ["sort -n points.txt | head -n 3 > best.txt", "sort points.txt | tail -n 3 > best.txt", "sort -rn points.txt > best.txt", "sort -rn points.txt | head -n 2 > best.txt", "head -n 3 points.txt > best.txt"],
    "pipes/winner": ["sort votes.txt | uniq -c > winner.txt", "sort votes.txt | uniq | tail -n 1 > winner.txt", "sort votes.txt | uniq -c | sort -n | tail -n 1", "uniq -c votes.txt | sort -nr | head -n 1 > winner.txt", "sort -n votes.txt | uniq -c | head -n 1 > winner.txt", "echo rice > winner.txt"],
}  # fmt: skip
"""Nearly right, and never to pass."""

PREDICTED: dict[str, str] = {
    "where/how-many-shown": "touch $(echo '{seen}, {hidden}' | tr -d ,)\nls | wc -l",
    "make/count-made": "mkdir -p {a}/{b} {a}/{c} {d}\nfind . -type d | sed 1d | wc -l",
    "copy-move/how-many": """for i in 1 2 3 4 5 6 7 8 9; do test $i -gt {n} || touch $i; done
for i in 1 2 3; do test $i -gt {c} || cp $i copy$i; done
for i in 4 5; do test $i -gt $((3 + {m})) || mv $i moved$i; done
ls | wc -l""",
    "look/tail-first": "i=1; while test $i -le {n}; do echo $i; i=$((i + 1)); done > n.txt\ntail -n {k} n.txt | head -n 1",
    "spaces/count-names": "mkdir {line}\nls | wc -l",
    "wildcards/how-many-fit": """touch song1.mp3 song2.mp3 song10.mp3 song.mp3 songs.txt .song3.mp3
for f in {p}; do echo $f; done | wc -l""",
    "wildcards/echo-star": "touch b.txt a.txt c.jpg\necho *.txt",
    "wildcards/a-star": "touch a aaa abc ba\nprintf '\\140%s\\140' \"$(echo a*)\"",
    "redirect/count-lines": """for i in 1 2 3 4; do test $i -gt {p} || echo rain > log.txt; done
for i in 1 2 3 4 5; do test $i -gt {q} || echo sun >> log.txt; done
wc -l < log.txt""",
    "redirect/empties": "echo mia > n; echo bo >> n; sort n > n; test -s n || echo nothing",
    "pipes/middle": """i=1; while test $i -le 50; do echo $i; i=$((i + 1)); done > n.txt
head -n {a} n.txt | tail -n {b} | head -n 1""",
    "pipes/neighbours": "echo '{days}' | sed 's/, /,/g' | tr , '\\n' > weather.txt\nuniq weather.txt | wc -l",
    "pipes/ten-and-nine": "printf '9\\n10\\n100\\n' | sort | tail -n 1",
    "paths/up-and-over": 'mkdir -p home/{who}/{a} home/{who}/{b}; h=$(pwd)\ncd home/{who}/{a}; cd ../{b}; pwd | sed "s|^$h||"',
    "paths/up-twice": 'mkdir -p home/{who}/{a}/{b}; h=$(pwd)\ncd home/{who}/{a}/{b}; cd ../..; pwd | sed "s|^$h||"',
}
"""Questions about what commands print: what is really printed is the right answer, whatever values are drawn."""
