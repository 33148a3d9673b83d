const cdn = 'https://images.bakery.example'

/** A body of each block an article can hold (INTERCOM.md §3), and of some nobody knows, by what it is. */
export const bodies: Readonly<Record<string, string>> = {
  paragraphs: '<p>Flour, water, salt.</p><p>And <b>time</b>, <i>much</i> of <b><i>it</i></b>.<br>A new line.</p>',
  'inline code': '<p>Press <code>a | b</code> and <code>`x`</code>.</p>',
  links: '<p>See <a href="https://mill.example/rye?a=1&amp;b=2">the mill</a> or <a href="mailto:ana@example.com">Ana</a>.</p>',
  headings: '<h1>Rye</h1><p>a</p><h2>Dough</h2><p>b</p><h3>Rest</h3><p>c</p><h4>Oven</h4><p>d</p><h1>Rye</h1><p>e</p>',
  'a list': '<ul><li>Rye</li><li>Spelt<ul><li>Old</li><li>New<ol><li>First</li></ol></li></ul></li></ul>',
  'a list with numbers': '<ol start="3"><li>Knead</li><li>Rest</li></ol><p>then</p><ol><li>Bake</li></ol>',
  'two lists in a row': '<ul><li>a</li></ul><ul><li>b</li></ul><ol><li>c</li></ol><ol><li>d</li></ol>',
  'a list of blocks': '<ul><li><p>One</p><p>Two</p><pre><code>x</code></pre></li><li><p>Three</p><hr><p>Four</p></li></ul>',
  code: '<pre><code class="language-js">const a = `b`\n\n  c()\n</code></pre><pre><code>:::note\n```\n:::</code></pre>',
  'a line': '<p>a</p><hr><p>b</p>',
  'an image': `<p>a</p><img src="${cdn}/loaf.png" alt="A loaf"><p>b</p>`,
  'an image in the middle that leads somewhere': `<div class="intercom-container intercom-align-center"><a href="https://mill.example/"><img src="${cdn}/roll.png" alt="" width="300"></a></div>`,
  'two images in a line': `<p>a <img src="${cdn}/a.png"><img src="${cdn}/b.png"> b</p>`,
  'a table': '<table><tr><td>Rye</td><td>2 €</td></tr><tr><td>Spelt | old</td><td><b>3 €</b></td></tr></table>',
  'a table with more than a line in a cell': `<table><tr><td><p>a</p><p>b</p></td><td><ul><li>c</li></ul></td></tr><tr><td><img src="${cdn}/c.png" alt="c"></td><td></td></tr></table>`,
  'a callout':
    '<div class="intercom-interblocks-callout" style="background-color: #feedaf80; border-color: #fbc91633;"><p>Hot!</p><ul><li>Gloves</li></ul></div>',
  'callouts of every colour': [
    'e8e8e880;#73737633',
    'e3e7fa80;#334bfa33',
    'd7efdc80;#1bb15733',
    'fed9db80;#fd3a5733',
    '12345680;#65432133',
  ]
    .map((pair) => pair.split(';'))
    .map(
      ([background = '', border = '']) =>
        `<div class="intercom-interblocks-callout" style="background-color: #${background}; border-color: ${border};"><p>Hot</p></div>`,
    )
    .join(''),
  'a collapsible':
    '<details><summary>More <b>of</b> it</summary><div class="collapsible-section-content"><p>a</p><details><summary>And more</summary><div class="collapsible-section-content"><p>b</p></div></details></div></details>',
  videos: [
    'www.youtube.com/embed/dQw4w9WgXcQ',
    'player.vimeo.com/video/12345',
    'fast.wistia.net/embed/iframe/abc123',
    'www.loom.com/embed/abcdef',
    'play.vidyard.com/abcdef',
    'streamio.com/api/v1/videos/abc123/public_show',
  ]
    .map((at) => `<div class="intercom-h2b-video"><iframe src="https://${at}" frameborder="0" allowfullscreen></iframe></div>`)
    .join(''),
  'a button':
    '<div class="intercom-container intercom-align-center"><a class="intercom-h2b-button" href="https://shop.example/">Order &amp; pay</a></div>',
  alignment:
    '<p class="intercom-align-center">a</p><p class="no-margin intercom-align-right">b</p><h1 class="intercom-align-center">c</h1><p>d</p>',
  'strong and emphasis': '<p><strong>Rye</strong> and <em>spelt</em>, <strong><em>both</em></strong>.</p>',
  'a quote': '<blockquote><p>Bread is <i>old</i>.</p><p>Older.</p></blockquote>',
  'empty lines': '<p>a</p><p class="no-margin"></p><p>&nbsp;</p><p><br></p><p>b</p>',
  'headings in what nobody knows': '<h2>Rye</h2><section class="new"><h1>Top</h1><p>a</p></section><h3>Dough</h3>',
  'a collapsible without a title':
    '<h3>Rye</h3><details><summary></summary><div class="collapsible-section-content"><h2>Dough</h2><p>a</p></div></details>',
  'what Markdown takes for its own':
    '<p># no heading</p><p>- no item</p><p>1. no item</p><p>&gt; no quote</p><p>*a* _b_ ~~c~~ `d` [e](f) ![g](h) &lt;b&gt; &amp;amp; \\ |x| :::note</p><p>---</p><p>https://a.example www.b.example</p><p>[x] y</p><p>+</p>',
  'other scripts': '<p>שלום 🥐 日本語 e\u0301 “quoted” … – &nbsp; &lt;tag&gt;</p>',
  'a block nobody knows':
    '<p>a</p><section class="intercom-interblocks-poll" data-poll="7"><p>Rye or <b>spelt</b>?</p><ul><li>Rye</li></ul></section><p>b</p>',
  'a tag nobody knows': '<p>a</p><x-oven heat="220">Hot <a href="https://mill.example/x">oven</a></x-oven><p>b</p>',
  'inline tags nobody knows': '<p>a <u>b</u> <s>c</s> H<sub>2</sub>O x<sup>2</sup> <mark>d</mark> <x-chip id="1">e</x-chip>.</p>',
  'a frame of another host': '<p>a</p><iframe src="https://map.example/oven?x=1&amp;y=2" width="300"></iframe><p>b</p>',
  'a table with looks':
    '<table><tr><td colspan="2" style="background-color: #ff0000;"><p>Prices</p></td></tr><tr><td>a</td><td>b</td></tr></table><p>b</p>',
  'a list of attachments':
    '<p>a</p><div class="intercom-attachments"><a href="https://downloads.intercomcdn.com/i/o/1/menu.pdf" class="intercom-attachment">menu.pdf</a></div><p>b</p>',
  'a file of Intercom': '<p>a</p><p><a href="https://downloads.intercomcdn.com/i/o/1/menu.pdf">Menu</a></p><p>b</p>',
  'no text': '',
}
