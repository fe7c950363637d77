# Every word of the interface. A site changes one by writing it into its own words/en.ftl; it need not repeat the others.
# Another language has a file of its own beside this one. What stands in { } is filled in.

## Around every page

skip-to-content = Skip to the text
main-navigation = Main
home = Home
articles = Articles
glossary = Glossary
evidence = Evidence
bibliography = Bibliography
about = About
contact = Contact
disclaimer = General information, not a diagnosis. If you are worried about yourself or your child, talk to your health visitor, midwife or doctor.
help-emergency = In an emergency, call your local emergency number or go to the nearest hospital.
help-checked = (last tried on { $what })
no-tracking = No cookies, no tracking.

## Days

# $month counts from 1.
date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }

## Home and the list of articles

start-here = Start with the first article
read-in-order = Read in order, or start anywhere
articles-lead = Short, in reading order. Each one also stands by itself.
minutes-short = { $count } min

## An article

position = { $number } of { $count }
draft = This is a draft. Only you can see it.
minutes-to-read = { $count ->
    [one] 1 minute to read
   *[other] { $count } minutes to read
}
reviewed-on = Reviewed on
review-overdue = This review is due again; newer studies may say more.
sources-count = { $count ->
    [one] 1 source
   *[other] { $count } sources
}
cited-in-sections = { $count ->
    [one] Cited in one section
   *[other] Cited in { $count } sections
}
# What stands after a sentence: four bars that show how sure we are, the names of the sources too, or nothing.
sources-in-text = Sources in the text:
sources-as-bars = bars
sources-as-names = names
sources-as-nothing = none
# $names are two of several sources.
and-more = { $names } and { $count } more
in-short = In short
on-this-page = On this page
sources = Sources
# $what is a section's title, $label tells two ways back into the same section apart.
back-to = Back to: { $what } ({ $label })
previous-article = Before
next-article = Next
neighbours = More articles
# $what is a section's title.
link-to-section = Link to: { $what }
link-copied = Link copied
# Followed by the short link itself.
short-link = Copy the short link
# Beside words that a reader has selected.
quote-link = Copy link to this
try-this = Try this
key-point = Key point
ask-for-help = When to ask for help
note = Note
warning = Take care
footnotes = Notes
# $what is the number of the note.
footnote = Note { $what }
back-to-footnote = Back to the text from note { $what }

# The form that looks for sources.
seek-words = Words
seek-from = From year
seek-until = to
seek-strength = Sources of claims that are
seek = Show
seek-found = { $shown } of { $count } sources
seek-all = Show all
seek-nothing = No source fits. Try fewer words, or other years.
# What names a work and no other.
doi = DOI
address = Address
isbn = ISBN
issn = ISSN

# What became of a work, behind its reference.
retracted = Retracted.
corrected = Corrected since.
# A link to the newer work follows.
superseded-by = Superseded by
# Behind the mark of a retracted work, in a sentence that speaks of it as such.
retracted-mark = [retracted]
# The date of a work that is not out yet, within a reference.
in-press = in press

## How to cite an article

cite-page = Cite this page
cite-title = Cite “{ $what }”
cite-lead = How to name this page and its parts where you write, with addresses that will last.
cite-as = In APA style
cite-biblatex = In BibLaTeX
cite-review = The date is that of the last review, { $what }.
cite-addresses = Addresses that last
cite-whole-page = The whole page
cite-sources = The sources of this page

## A claim and its preview, and that of a source or a term

more-claim = More about this claim

preview-close = Close
preview-more-source = In the bibliography
preview-more-term = In the glossary

## How sure we are

strength-many-studies = Many studies together
strength-several-studies = Several studies
strength-one-study = One study
strength-studies-disagree = Studies disagree
strength-idea = An idea
strength-not-tested = Not tested
strength-guidance = Official guidance
means-many-studies = A review that puts many studies together and counts them as one.
means-several-studies = Two or more studies, of different families, that found the same.
means-one-study = One study, or a few small ones by the same people. It may not hold for others.
means-studies-disagree = Some found it, some did not. Nobody can say yet who is right.
means-idea = A theory, or what people who work with families have seen. Not put to a direct test.
means-not-tested = Nobody has looked, as far as we could find.
means-guidance = What health authorities or panels of experts advise.

opens-many-studies = “Studies put together show …”
opens-several-studies = “Several studies found …”
opens-one-study = “One study found …”, “In one small study …”
opens-studies-disagree = “Studies disagree …”
opens-idea = “Attachment theory says …”, “Some clinicians think …”
opens-guidance = “Guidelines advise …”
opens-not-tested = “No study found that …”
claims-cited = { $count ->
    [one] The 1 claim behind this page, with what was found and what that does not show.
   *[other] The { $count } claims behind this page, the surest first, each with what was found and what that does not show.
}

## Evidence

evidence-lead = Every claim these pages make: how sure we are, who was studied, and what it does not show.
how-sure-title = What the bars mean
claims-count = { $count ->
    [one] 1 claim
   *[other] { $count } claims
}
# $shown is how many of them.
claims-shown = { $shown } of { $count } claims shown
claims-by-topic = By topic
claims-by-strength = By strength
claims-again = The same claims by strength
show-by-strength = Show by strength
show-all-claims = All
# Followed by the words with which a sentence opens.
sentences-open = In the articles:
who-was-studied = What was found
what-it-does-not-show = What it does not show
topics = Topics
used-in = Used in

## Bibliography

bibliography-lead = Every source behind these pages, and every place that leans on it.
letters = Letters
# One source as a file for a reference manager.
export-source = Export
export-formats = “Export” beside a source gives it alone, as a .ris file. With .bib or .json at the end of its address it is BibLaTeX or CSL-JSON.
sources-as-file = { $what ->
    [bib] BibLaTeX (.bib)
    [ris] RIS (.ris)
   *[json] CSL-JSON (.json)
}
cited-in = Cited in
claims = Claims that rest on it

## Glossary

glossary-lead = What the words mean on these pages.

## About the site

who-runs-this-site = Who runs this site
contact-email = E-mail
contact-web = On the web
contact-phone = Telephone
contact-post = By post

## An address with nothing at it

missing-title = There is nothing at this address
missing-lead = The link may be old, or a letter of it may have got lost.
missing-nearest = Did you mean this page?
missing-instead = Or go to

## What has moved or is gone

# On a small page that leads on to another; followed by a link.
moved-sign = This has moved. You find it here now:
# Shown to whoever followed a link to a section that stands elsewhere now; followed by a link to it.
moved-here = The part you are looking for has moved. It is here now:
moved-from-here = Moved from here
# Followed by the reason, and by a link to what is nearest.
gone-here = The part you are looking for is gone.
gone-title = This page is gone
gone-nearest = What comes nearest to it:
gone-instead = You can go to
# $what is a section's title, $page that of the page it stands on.
place-in-page = { $what } ({ $page })

other-articles = More articles
other-claims = More claims
