"""Questions as candidates type them, by prompt and by the beginning of the question that is meant; "" means none of them."""

ASKED: dict[str, dict[str, tuple[str, ...]]] = {
    "ad-clicks": {
        "Do advertisers pay": (
            "is this used for billing?",
            "do we charge money based on the counts?",
        ),
        "Which questions are asked": (
            "what queries do we need to support?",
            "what granularity should the counts have?",
            "what reports do advertisers see?",
        ),
        "How many clicks a day": (
            "what's the QPS?",
            "how many events per second?",
            "how big is a click event?",
            "peak traffic?",
        ),
        "How many ads are there": (
            "how many distinct ads?",
            "number of campaigns running?",
            "how many ads do we have?",
        ),
        "How much of the traffic": (
            "are there hot keys?",
            "can one ad be much more popular than others?",
            "is the load skewed?",
        ),
        "How fresh must the chart": (
            "what latency from click to dashboard?",
            "is it real time?",
            "how stale may the numbers be?",
        ),
        "How late may a click come": (
            "do events arrive out of order?",
            "how do we handle late events?",
            "what about clicks from offline phones?",
        ),
        "Who finds fraudulent": (
            "do we filter bots?",
            "is fraud detection in scope?",
            "who detects click fraud?",
        ),
    },
    "chat": {
        "How many people use it": (
            "how many DAU?",
            "how many messages per day?",
            "what scale are we designing for?",
        ),
        "How many are connected": (
            "how many concurrent connections?",
            "how many users are online at once?",
        ),
        "How large can a group": (
            "do we support group chat?",
            "max group size?",
            "one to one or group messaging?",
            "how many members can a group have?",
        ),
        "Does the sender see": (
            "do we need read receipts?",
            "do we show presence?",
            "is there a last seen status?",
        ),
        "What must one tick": (
            "can I lose messages?",
            "what durability do we need?",
            "may messages get lost?",
            "is it ok if a message is dropped?",
        ),
        "How fast, when both": (
            "what latency should delivery have?",
            "how quickly must a message arrive?",
            "max delay for a message?",
        ),
        "What if someone is offline": (
            "do we keep message history?",
            "multi-device support?",
            "what about offline users?",
            "how long are messages stored?",
        ),
        "Photos and calls too": (
            "can users send images?",
            "voice or video calls?",
            "do we support file attachments?",
        ),
        "": ("which programming language?",),
    },
    "distributed-cache": {
        "Who calls it": (
            "who are the clients?",
            "single region or multi region?",
        ),
        "Can everything in it": (
            "is it the source of truth?",
            "does it have to be durable?",
            "can we lose data?",
            "is there a backing store?",
        ),
        "How much data is hot": (
            "how much data do we cache?",
            "what's the size of a value?",
            "how much memory per machine?",
        ),
        "How many operations": (
            "what's the QPS?",
            "read/write ratio?",
            "how many requests per second?",
            "peak requests?",
        ),
        "How busy may a node": (
            "what throughput can one node handle?",
            "what utilization do we aim for?",
        ),
        "How many reads should hit": (
            "what hit rate do we expect?",
            "how much load can the database take?",
        ),
        "How stale may": (
            "is stale data ok?",
            "what consistency do we need?",
            "do we need strong consistency?",
            "how fresh do values need to be?",
        ),
        "How fast must": (
            "what latency target?",
            "p99?",
            "what response time do callers expect?",
            "what's the latency budget?",
        ),
    },
    "file-sync": {
        "Which features count": (
            "do we need sharing?",
            "is collaborative editing in scope?",
            "what are the core features?",
        ),
        "May people edit files": (
            "offline mode?",
            "can I work without a connection?",
        ),
        "What should happen when two": (
            "how do we resolve conflicts?",
            "what about concurrent edits?",
            "can we lose an edit?",
            "what if two people edit the same document?",
        ),
        "How many users": (
            "how many active users?",
            "how much storage per user?",
            "number of files?",
            "what's our user base?",
        ),
        "How much do they change": (
            "how many uploads a day?",
            "what's the write rate?",
        ),
        "How large are the largest": (
            "max file size?",
            "do we need delta sync?",
            "are only parts of a file changed?",
            "how big can a file get?",
        ),
        "How soon must another": (
            "how fast should sync be?",
            "what sync latency is ok?",
            "how many clients connect at once?",
        ),
        "How long are old versions": (
            "do we need version history?",
            "what's the retention of versions?",
            "how long do we keep old versions?",
        ),
    },
    "leaderboard": {
        "Does everyone need": (
            "do we show top k only?",
            "do I need the rank of every player?",
            "top 100?",
        ),
        "How many players": (
            "how many DAU?",
            "how many score updates per second?",
            "matches per day?",
            "how many people play?",
        ),
        "When does the board": (
            "is it weekly or all time?",
            "does it reset?",
            "do we keep history?",
            "does it reset every week?",
        ),
        "Do points add up": (
            "is the score cumulative?",
            "high score or total score?",
        ),
        "Two players have": (
            "how do we break ties?",
            "what about equal scores?",
            "what happens on a tie?",
        ),
        "Who decides": (
            "can clients cheat?",
            "where do scores come from?",
            "is the client trusted?",
            "are updates idempotent?",
        ),
        "How soon must": (
            "real time updates?",
            "how fresh should the ranking be?",
            "can we lose a score?",
        ),
        "Boards for friends": (
            "regional leaderboards?",
            "friends leaderboard?",
            "do friends have their own board?",
        ),
    },
    "news-feed": {
        "How many people a day": (
            "what's the DAU?",
            "how many posts per day?",
            "read write ratio?",
        ),
        "How many accounts does one": (
            "how many friends does a user have?",
            "are there celebrities?",
            "max followers?",
            "how many followers can someone have?",
        ),
        "Newest first": (
            "chronological or ranked feed?",
            "what order are posts in?",
            "is there a ranking algorithm?",
            "sorted by time or relevance?",
        ),
        "How soon must a new post": (
            "how fast should posts appear?",
            "is eventual consistency ok?",
        ),
        "How long may the opening": (
            "what load time do we need?",
            "latency for reading the feed?",
            "p99 latency?",
        ),
        "What happens to a post": (
            "can posts be edited?",
            "can users delete posts?",
            "what if an author removes a post?",
        ),
        "Are photos and videos": (
            "do posts contain images?",
            "media support?",
            "how big is a post?",
            "do we handle videos?",
        ),
        "How far back": (
            "how many posts in a feed?",
            "do we paginate?",
            "infinite scroll?",
        ),
    },
    "notifications": {
        "How many a day": (
            "which channels?",
            "email and sms?",
            "how many notifications per second?",
        ),
        "What is the largest burst": (
            "what's the peak?",
            "are there bulk sends?",
            "campaign size?",
            "how big are campaigns?",
        ),
        "Which kinds": (
            "what types of notifications?",
            "how quickly must they be delivered?",
            "are there priorities?",
        ),
        "Can users opt out": (
            "user preferences?",
            "can people unsubscribe?",
            "do we respect settings?",
            "can users turn off notifications?",
        ),
        "Are there quiet hours": (
            "can notifications be scheduled?",
            "do not disturb?",
            "time zones?",
        ),
        "Which is worse": (
            "can we send duplicates?",
            "at least once or exactly once?",
            "can we lose notifications?",
            "what about duplicate messages?",
        ),
        "Who delivers": (
            "do we use third party providers?",
            "what if the provider is down?",
            "which vendors send the sms?",
        ),
        "How long must we be able": (
            "do we need an audit log?",
            "how long do we keep history?",
        ),
    },
    "payments": {
        "Do we move the money": (
            "do we use a payment provider?",
            "do we integrate with stripe?",
            "are there rate limits of the psp?",
            "who processes the cards?",
        ),
        "Which flows": (
            "do we handle refunds?",
            "are payouts in scope?",
            "subscriptions?",
            "do we support refunds and chargebacks?",
        ),
        "How many payments": (
            "what's the TPS?",
            "transaction volume?",
            "how high is the peak?",
            "transactions per second?",
        ),
        "What must never happen": (
            "can a customer be charged twice?",
            "exactly once?",
            "consistency or availability?",
        ),
        "How often does a call": (
            "how often do calls time out?",
            "how reliable is the processor?",
        ),
        "How long are records": (
            "do we need an audit trail?",
            "retention?",
            "compliance requirements for records?",
            "how long must we keep records?",
        ),
        "May card numbers": (
            "pci compliance?",
            "do we store credit cards?",
            "do we see card data?",
        ),
        "How large is the largest": (
            "are there hot merchants?",
            "is the load skewed to some merchants?",
        ),
    },
    "rate-limiter": {
        "Do we count per user": (
            "limit by ip or user?",
            "what identifies a client?",
            "is it per api key?",
        ),
        "How many requests": (
            "what's the QPS?",
            "how many users?",
            "how much traffic?",
            "how many api keys are there?",
        ),
        "Where would it run": (
            "client side or server side?",
            "is it in the api gateway?",
            "single region?",
            "distributed environment?",
        ),
        "How strict": (
            "are bursts allowed?",
            "does the limit have to be exact?",
            "what are the limits?",
            "is approximate counting ok?",
        ),
        "How much delay": (
            "what latency overhead is ok?",
            "how fast must the check be?",
            "how much latency can we add?",
        ),
        "What happens to requests": (
            "fail open or fail closed?",
            "what if redis dies?",
            "what when it is unavailable?",
            "what should happen when the limiter fails?",
        ),
        "Who sets the rules": (
            "are the rules configurable?",
            "how do limits get changed?",
            "how often do rules change?",
            "who configures the limits?",
        ),
    },
    "ride-hailing": {
        "Which features count": (
            "do we need pricing?",
            "is pooling in scope?",
            "do riders see the car on a map?",
            "do we need payments?",
        ),
        "How many drivers": (
            "how many drivers?",
            "how often do they send their location?",
            "gps update frequency?",
            "how many active drivers?",
        ),
        "How many rides": (
            "rides per day?",
            "how many ride requests per second?",
            "what's the peak?",
        ),
        "Do we want the nearest": (
            "how do we match drivers?",
            "closest driver or shortest eta?",
        ),
        "Which cities": (
            "how many cities?",
            "is it global?",
            "what's the biggest city?",
        ),
        "May a position be lost": (
            "can we lose location updates?",
            "how durable must rides be?",
        ),
        "How soon must the rider": (
            "how fast should matching be?",
            "how long does a driver have to accept?",
            "how quickly must a driver be found?",
        ),
        "May a driver ever": (
            "can a driver be double booked?",
            "must matching be consistent?",
            "one driver two riders?",
            "can two riders get the same driver?",
        ),
    },
    "ticket-booking": {
        "Are seats assigned": (
            "do users pick their seats?",
            "general admission?",
            "assigned seating?",
        ),
        "What does the worst sale": (
            "what's the peak traffic?",
            "how many users in a flash sale?",
            "how many seats per event?",
            "expected peak at onsale?",
        ),
        "And a normal day": (
            "how many bookings per day?",
            "average load?",
        ),
        "May a seat ever": (
            "can we double book?",
            "can we oversell?",
            "strong consistency for seats?",
            "is double booking acceptable?",
        ),
        "How long does a fan": (
            "how long is a seat held?",
            "reservation timeout?",
            "is there a hold on seats?",
            "how long until an unpaid seat is released?",
        ),
        "Who takes the payment": (
            "do we process payments?",
            "do we use stripe?",
            "how fast is payment?",
        ),
        "How fresh must the seat": (
            "how many people view the seat map?",
            "can the map be stale?",
        ),
        "What counts as fair": (
            "is there a waiting room?",
            "ticket limit per person?",
            "do we need a queue?",
            "how do we deal with bots?",
            "how many tickets can one person buy?",
        ),
    },
    "typeahead": {
        "Are the suggestions": (
            "personalized?",
            "multiple languages?",
            "are results personal?",
            "is it personalized per user?",
        ),
        "Must they forgive": (
            "do we handle typos?",
            "prefix only?",
            "fuzzy matching?",
            "spell correction?",
            "should misspelled words work?",
        ),
        "How many people search": (
            "what's the QPS?",
            "how many searches per day?",
            "DAU?",
            "expected qps?",
        ),
        "How many different searches": (
            "how many terms?",
            "how large is the vocabulary?",
            "how long is a query?",
        ),
        "How fast must a list": (
            "what latency?",
            "how quickly should suggestions show up?",
            "where are the users?",
            "what's the response time?",
        ),
        "How fresh must it be": (
            "real time trending?",
            "how often is the index updated?",
            "do new searches appear right away?",
        ),
        "Are there words": (
            "do we filter offensive content?",
            "profanity filter?",
            "can we block suggestions?",
        ),
        "What if no suggestions": (
            "what if the service fails?",
            "availability requirement?",
        ),
    },
    "url-shortener": {
        "How many new links": (
            "how many urls per month?",
            "read write ratio?",
            "what's the QPS?",
            "how many redirects?",
        ),
        "How far does": (
            "what's the peak load?",
            "are there spikes?",
            "how bad is the busiest hour?",
        ),
        "How long does a link": (
            "do links expire?",
            "what's the default ttl?",
            "can links be deleted?",
            "when does a link expire?",
        ),
        "Must codes be hard": (
            "how short should the code be?",
            "are sequential ids ok?",
            "what characters are allowed?",
        ),
        "May owners choose": (
            "custom aliases?",
            "can users pick their own short url?",
            "do we support vanity urls?",
        ),
        "May the same long": (
            "same url twice same code?",
            "do we dedupe?",
            "should duplicate urls map to one code?",
        ),
        "How fresh must the click": (
            "do we need analytics?",
            "click statistics?",
            "can we lose clicks?",
        ),
        "What must never break": (
            "what availability do we need?",
            "redirect latency?",
            "what's the SLA?",
            "how fast should redirects be?",
        ),
    },
    "video-streaming": {
        "Is any of it live": (
            "live streaming?",
            "vod or live?",
            "how long may processing take?",
            "do we stream live events?",
        ),
        "How many people watch": (
            "DAU?",
            "how many concurrent viewers?",
            "what bandwidth?",
            "how many hours watched?",
        ),
        "How much is uploaded": (
            "how many uploads per day?",
            "max video size?",
            "who uploads videos?",
            "how much content is uploaded daily?",
        ),
        "On which devices": (
            "mobile and web?",
            "which resolutions?",
            "adaptive bitrate?",
            "which clients do we support?",
            "do we support mobile?",
        ),
        "How fast must a video": (
            "startup latency?",
            "is buffering ok?",
            "how quickly should playback begin?",
        ),
        "May everyone watch": (
            "do we need drm?",
            "are there private videos?",
            "is there paid content?",
        ),
        "How are the views spread": (
            "are some videos much more popular?",
            "do we have a cdn?",
            "long tail?",
        ),
        "How exact": (
            "do we need view counts?",
            "how accurate are the counters?",
            "do view counts need to be accurate?",
        ),
    },
    "web-crawler": {
        "Must we run": (
            "do we render javascript?",
            "what content types?",
            "do we crawl images?",
            "do we need to execute javascript?",
        ),
        "How big is a page": (
            "average page size?",
            "how long do we store content?",
            "how much storage?",
        ),
        "How politely": (
            "do we respect robots.txt?",
            "rate limit per domain?",
            "politeness?",
            "do we honor robots.txt?",
        ),
        "How long does a fetch": (
            "how slow are servers?",
            "download latency?",
        ),
        "How many URLs": (
            "how many pages in total?",
            "how large is the web we crawl?",
            "scale?",
        ),
        "May we miss": (
            "do we need dedup?",
            "can we crawl the same page twice?",
            "is full coverage needed?",
            "can we fetch duplicates?",
        ),
        "How soon must a change": (
            "how often do we recrawl?",
            "how fresh should the index be?",
            "are some pages more important?",
        ),
        "What must survive": (
            "what if a worker crashes?",
            "fault tolerance?",
            "can we lose the frontier?",
            "what happens if the crawler crashes?",
        ),
    },
}
