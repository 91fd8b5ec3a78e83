/* The people of a training: a group ticked ticks its people, so that one of them can be unticked. Without JavaScript
   the server reads the groups itself. */
(() => {
  "use strict";
  const members = new Map(
    [...document.querySelectorAll("[data-group]")].map((one) => [one.dataset.group, new Set(one.dataset.people.split(" "))]),
  );
  if (!members.size) return;
  const groups = [...document.querySelectorAll('input[name="groups"]')];
  const people = [...document.querySelectorAll('input[name="people"]')];
  const follow = () => {
    const ticked = new Set(people.filter((one) => one.checked).map((one) => one.value));
    for (const group of groups) group.checked = [...members.get(group.value)].every((key) => ticked.has(key));
  };
  for (const group of groups)
    group.addEventListener("change", () => {
      const keys = members.get(group.value);
      for (const one of people) if (keys.has(one.value)) one.checked = group.checked;
      follow();
    });
  for (const one of people) one.addEventListener("change", follow);
  for (const group of groups) if (group.checked) for (const one of people) if (members.get(group.value).has(one.value)) one.checked = true;
  follow();
})();
