/** What a workflow needs to know of a project. */
export interface Flow {
  /** paths whose changes matter, as globs */
  readonly paths: readonly string[]
  readonly branch: string
  readonly ledger: 'file' | 'git'
  /** the config's name of the real workspace */
  readonly workspace: string
  /** the program: installed with the repository's own packages, else this version */
  readonly installed: boolean
  readonly version: string
}

const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`

const program = ({ installed, version }: Flow): string =>
  installed ? 'npx content-sync' : `npx --yes intercom-content-sync@${version}`

const setUp = (flow: Flow, read: boolean): string => `      - uses: actions/checkout@v4
${read ? '        with:\n          persist-credentials: false\n' : ''}      - uses: actions/setup-node@v4
        with:
          node-version: 22
${flow.installed ? '      - run: npm ci\n' : ''}`

const token = `          WORKSPACE: \${{ vars.INTERCOM_WORKSPACE }}
          INTERCOM_ACCESS_TOKEN: \${{ secrets.INTERCOM_ACCESS_TOKEN }}
`

const remember = `      - name: Keep what the run remembers
        # also after a run that failed in part: what it did write must not be written again
        if: always()
        run: |
          git add .content-sync
          git diff --cached --quiet && exit 0
          git -c user.name=content-sync -c user.email=content-sync@users.noreply.github.com commit -m 'Remember what was applied'
          git pull --rebase && git push
`

/** A GitHub workflow: check and plan on pull requests, apply on the main branch. It sleeps until a variable names the workspace. */
export function github(flow: Flow): string {
  const run = program(flow)
  const paths = flow.paths.map(quoted).join(', ')
  const shared = flow.ledger === 'git'
  return `# Content to Intercom: a plan on pull requests, apply on ${flow.branch}. It sleeps until the repository variable INTERCOM_WORKSPACE names one of the
# workspaces in sync.config.ts (${flow.workspace}) and the secret INTERCOM_ACCESS_TOKEN holds its token.
name: content-sync

on:
  pull_request:
    paths: [${paths}]
  push:
    branches: [${flow.branch}]
    paths: [${paths}]
  workflow_dispatch:

permissions:
  contents: read

jobs:
  # offline and without secrets, so also for forks
  check:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
${setUp(flow, true)}      - run: ${run} check

  plan:
    needs: check
    if: github.event_name == 'pull_request' && vars.INTERCOM_WORKSPACE != '' && github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    timeout-minutes: 20
    steps:
${setUp(flow, !shared)}      - run: ${run} plan --workspace "$WORKSPACE"
        env:
${token}
  apply:
    if: github.event_name != 'pull_request' && vars.INTERCOM_WORKSPACE != ''
    runs-on: ubuntu-latest
    timeout-minutes: 60
    # one at a time, and never cancelled half-way
    concurrency:
      group: content-sync-\${{ vars.INTERCOM_WORKSPACE }}
      cancel-in-progress: false
    permissions:
      contents: write
    steps:
${setUp(flow, false).replace(
  '      - uses: actions/checkout@v4\n',
  `      - uses: actions/checkout@v4
        with:
          # the tip: an earlier run may have come further meanwhile
          ref: ${flow.branch}
`,
)}      - run: ${run} apply --workspace "$WORKSPACE" --yes
        env:
${token}${shared ? '' : remember}`
}

/** The same for GitLab: jobs of one file, which .gitlab-ci.yml is or includes. */
export function gitlab(flow: Flow): string {
  const run = program(flow)
  const changes = flow.paths.map((path) => `        - ${quoted(path)}`).join('\n')
  const prepare = flow.installed ? '\n    - npm ci' : ''
  return `# Content to Intercom: a plan on merge requests, apply on ${flow.branch}. The CI variables: INTERCOM_WORKSPACE names one of the workspaces in
# sync.config.ts (${flow.workspace}), INTERCOM_ACCESS_TOKEN (masked) holds its token, CONTENT_SYNC_PUSH (masked, protected) a project access token that may push.
.content-sync:
  image: node:22
  variables:
    GIT_DEPTH: 1

content-sync check:
  extends: .content-sync
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      changes: &content
${changes}
  script:${prepare}
    - ${run} check

content-sync plan:
  extends: .content-sync
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event" && $INTERCOM_WORKSPACE && $INTERCOM_ACCESS_TOKEN
      changes: *content
  script:${prepare}
    - ${run} plan --workspace "$INTERCOM_WORKSPACE"

content-sync apply:
  extends: .content-sync
  rules:
    - if: $CI_COMMIT_BRANCH == "${flow.branch}" && $INTERCOM_WORKSPACE && $INTERCOM_ACCESS_TOKEN
      changes: *content
  # one at a time, and never cancelled half-way
  resource_group: content-sync
  interruptible: false
  script:${prepare}
    - git remote set-url origin "https://oauth2:$CONTENT_SYNC_PUSH@$CI_SERVER_HOST/$CI_PROJECT_PATH.git"
${flow.ledger === 'git' ? `    - git checkout -B "$CI_COMMIT_BRANCH"\n` : `    - git fetch origin "$CI_COMMIT_BRANCH" && git checkout -B "$CI_COMMIT_BRANCH" FETCH_HEAD\n`}    - ${run} apply --workspace "$INTERCOM_WORKSPACE" --yes
${
  flow.ledger === 'git'
    ? ''
    : `  # also after a run that failed in part: what it did write must not be written again
  after_script:
    - git add .content-sync
    - |
      git diff --cached --quiet || {
        git -c user.name=content-sync -c user.email=content-sync@noreply.example.com commit -m 'Remember what was applied [skip ci]'
        git pull --rebase origin "$CI_COMMIT_BRANCH" && git push origin "HEAD:$CI_COMMIT_BRANCH"
      }
`
}`
}
