import { defineConfig } from 'intercom-content-sync'

export default defineConfig({
  workspace: 'sandbox',
  workspaces: {
    sandbox: { sandbox: true },
    // your own: put its token into INTERCOM_ACCESS_TOKEN_PRODUCTION
    // production: { region: 'us', id: 'abc12345', author: 'docs@example.test' },
  },
})
