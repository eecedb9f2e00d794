"use strict";

// What is chosen on the page, kept while the tab is open. Everything else is in the page already.

const root = document.documentElement;
const stored = "sdcards-preview";
const fields = ["words", "area", "topic", "type", "tag"];
const narrow = matchMedia("(max-width: 52rem)").matches;
const state = {
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  width: narrow ? "phone" : "desktop",
  wrong: false,
  ...remembered(),
};

// Before the first card is drawn, so that the night does not begin with a flash.
root.dataset.ready = "";
dress();
addEventListener("DOMContentLoaded", begin);

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(stored)) ?? {};
  } catch {
    return {};
  }
}

function remember() {
  try {
    sessionStorage.setItem(stored, JSON.stringify(state));
  } catch {
    // A browser may forbid it to files; then the choices last as long as the page.
  }
}

function dress() {
  root.classList.toggle("night", state.theme === "dark");
  root.classList.toggle("day", state.theme !== "dark");
  root.dataset.width = state.width;
}

function begin() {
  for (const name of fields) {
    const field = document.getElementById(name);
    field.value = state[name] ?? "";
    if (field.selectedIndex < 0) field.value = "";
  }
  document.getElementById("wrong").checked = state.wrong;
  for (const name of ["theme", "width"]) document.querySelector(`[name=${name}][value=${state[name]}]`).checked = true;
  document.querySelector(".controls").addEventListener("input", choose);
  document.addEventListener("click", uncover);
  document.addEventListener("keydown", press);
  filter();
  const version = document.getElementById("deck").dataset.version;
  if (version) listen();
}

function choose() {
  for (const name of fields) state[name] = document.getElementById(name).value;
  state.wrong = document.getElementById("wrong").checked;
  for (const name of ["theme", "width"]) state[name] = document.querySelector(`[name=${name}]:checked`).value;
  remember();
  dress();
  filter();
}

// Searching and filtering.

const texts = new WeakMap();

function textOf(card) {
  if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
  return texts.get(card);
}

function fits(card, words) {
  const { area, topic, type, tags, wrong } = card.dataset;
  return (
    (!state.area || state.area === area) &&
    (!state.topic || state.topic === topic) &&
    (!state.type || state.type === type) &&
    (!state.tag || tags.split(" ").includes(state.tag)) &&
    (!state.wrong || wrong) &&
    words.every((word) => textOf(card).includes(word))
  );
}

function filter() {
  const words = (state.words ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const cards = [...document.querySelectorAll("article")];
  let shown = 0;
  for (const card of cards) {
    card.hidden = !fits(card, words);
    shown += !card.hidden;
  }
  for (const topic of document.querySelectorAll(".topic")) topic.hidden = !stays(topic, words);
  const bare = !document.querySelector(".topic:not([hidden])");
  document.getElementById("none").hidden = !bare;
  offer();
  count(shown, cards.length);
}

// A topic without a card still shows its problems, unless something was searched for.
function stays(topic, words) {
  if (topic.querySelector("article:not([hidden])")) return true;
  const { area, topic: name } = topic.dataset;
  const asked = words.length || state.type || state.tag;
  const elsewhere = (state.area && state.area !== area) || (state.topic && state.topic !== name);
  return !asked && !elsewhere && topic.querySelector(":scope > .findings") !== null;
}

// Only the topics of the chosen area.
function offer() {
  for (const option of document.getElementById("topic").options) {
    option.hidden = Boolean(option.value && state.area) && !option.value.startsWith(`${state.area}/`);
  }
}

function count(shown, all) {
  const field = document.getElementById("count");
  const problems = Number(field.dataset.problems);
  const cards = shown === all ? plural(all, "card") : `${shown.toLocaleString("en")} of ${plural(all, "card")}`;
  field.textContent = problems ? `${cards}, ${plural(problems, "problem")}` : cards;
}

function plural(number, what) {
  return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
}

// Keys and clicks.

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const words = document.getElementById("words");
  if (event.key === "Escape") {
    clear(words);
  } else if (event.target.closest("input, select")) {
    return;
  } else if (event.key === "/") {
    words.focus();
    words.select();
  } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    go(event.key === "ArrowRight" ? 1 : -1);
  } else {
    return;
  }
  event.preventDefault();
}

function clear(words) {
  for (const name of fields) document.getElementById(name).value = "";
  document.getElementById("wrong").checked = false;
  words.blur();
  choose();
}

function go(step) {
  const cards = [...document.querySelectorAll("article:not([hidden])")];
  const at = cards.indexOf(document.activeElement.closest("article"));
  const next = at < 0 ? firstSeen() : cards[at + step];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView();
}

function firstSeen() {
  const top = Math.max(document.querySelector(".bar").getBoundingClientRect().bottom, 0);
  const cards = [...document.querySelectorAll("article:not([hidden])")];
  return cards.find((card) => card.getBoundingClientRect().bottom > top);
}

// A hint opens where it stands; its address would also scroll to it.
function uncover(event) {
  const link = event.target.closest("a.hint");
  if (!link) return;
  event.preventDefault();
  link.nextElementSibling.classList.add("uncovered");
}

// A served page hears when a source was saved, and takes over what is new in it.

function listen() {
  const changes = new EventSource("changes");
  changes.onmessage = ({ data }) => {
    if (data !== document.getElementById("deck").dataset.version) renew();
  };
  changes.onopen = () => root.classList.remove("alone");
  changes.onerror = () => root.classList.add("alone");
}

async function renew() {
  const answer = await fetch("./");
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = document.activeElement.id;
  const seen = firstSeen();
  const height = seen?.getBoundingClientRect().top;
  for (const card of fresh.querySelectorAll("article")) keep(card);
  for (const id of ["deck", "count", ...fields.filter((name) => name !== "words")]) exchange(id, fresh);
  document.querySelector("h1").textContent = fresh.querySelector("h1").textContent;
  filter();
  document.getElementById(focused)?.focus({ preventScroll: true });
  const there = scrollY > 0 && seen && document.getElementById(seen.id);
  if (there) scrollBy(0, there.getBoundingClientRect().top - height);
}

// A card that says what it said stays the very element it was; another is drawn at once, so that its height is known. So
// nothing on the screen jumps.
function keep(card) {
  const old = document.getElementById(card.id);
  if (!old?.matches("article")) return;
  if (old.dataset.digest === card.dataset.digest) card.replaceWith(old);
  else card.style.contentVisibility = "visible";
}

function exchange(id, fresh) {
  const old = document.getElementById(id);
  const value = old.value;
  old.replaceWith(document.adoptNode(fresh.getElementById(id)));
  if (value !== undefined) document.getElementById(id).value = value;
}
