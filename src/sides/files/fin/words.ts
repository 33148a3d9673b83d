/** How Intercom's git layout begins the id of a kind. */
export const idMarks: Readonly<Record<string, string>> = { article: 'art', snippet: 'snip' }

/** Words of `meta.yaml` that nothing here can set: they stay in their file as they are. */
export const keptInMeta = [
  'target_user_type',
  'help_centers',
  'exclude_from_home_screen_suggestions',
  'show_related_articles',
  'audience',
  'owner_id',
]

/** Words of a text that nothing here can set. */
export const keptInTexts = ['author_id', 'with_table_of_contents']

/** What snippets say and need not: they are never drafts. */
export const idle = ['published']

/** Words each text repeats though they hold for all locales. */
export const repeated = ['chatbot_availability', 'copilot_availability', 'sales_agent_availability']

/** The folder of articles that are in no collection. */
export const unfiled = 'uncategorized'
