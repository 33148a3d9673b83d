/** A bakery's help center in Intercom's git layout, spelled as its exports are. */
export const bakery: Readonly<Record<string, string>> = {
  'intercom/articles/orders/refunds-101/meta.yaml': `---
id: art_101
collections:
- help_center: 4614629
  path: orders
default_locale: en
target_user_type: everyone
exclude_from_home_screen_suggestions: false
show_related_articles: false
---
`,
  'intercom/articles/orders/refunds-101/en.md': `---
title: Refunds
summary: ''
published: true
chatbot_availability: true
copilot_availability: true
sales_agent_availability: false
with_table_of_contents: false
---
Money comes back in **three** days.

:::callout backgroundColor="#feedaf80" borderColor="#fbc91633"
Not for cakes with a name on them.
:::

## Fees

See [opening hours](https://help.example.test/en/articles/102-hours "intercom:article:102").
`,
  'intercom/articles/orders/refunds-101/fr.md': `---
title: Remboursements
published: false
chatbot_availability: true
copilot_availability: true
sales_agent_availability: false
with_table_of_contents: false
---
L'argent revient en trois jours.
`,
  'intercom/articles/orders/pickup/hours-102/meta.yaml': `---
id: art_102
collections:
- help_center: 4614629
  path: orders/pickup
default_locale: en
target_user_type: everyone
---
`,
  'intercom/articles/orders/pickup/hours-102/en.md': `---
title: Opening hours
published: true
chatbot_availability: true
---
From 7 to 18. ![The door](../../../../images/door.png)

See [fees](../../refunds-101/en.md#fees "intercom:article:101").
`,
  'intercom/articles/uncategorized/news/meta.yaml': `---
id:
collections: []
default_locale: en
---
`,
  'intercom/articles/uncategorized/news/en.md': `---
title: News
published: false
---
Nothing yet.
`,
  'intercom/snippets/hours-4409999/meta.yaml': `---
id: snip_4409999
locale: en
---
`,
  'intercom/snippets/hours-4409999/en.md': `---
locale: en
title: Hours
author_id: 8364392
published: true
chatbot_availability: true
copilot_availability: true
sales_agent_availability: true
---
Open from 7 to 18.
`,
}

/** A picture of one pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export const tree: Readonly<Record<string, string | Uint8Array>> = { ...bakery, 'intercom/images/door.png': pixel }

export const options = {
  content: { articles: 'intercom/articles', snippets: 'intercom/snippets' },
  locales: { default: 'en', layout: 'fin-as-code' as const },
}
