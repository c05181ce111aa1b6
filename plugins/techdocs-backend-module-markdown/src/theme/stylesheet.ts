/**
 * How pages look: the parts of Material for MkDocs that the TechDocs reader styles further. Colors are the reader's
 * variables, so that they follow the portal's theme. Nothing is fetched from elsewhere.
 */
export const stylesheet = `
*,*::before,*::after{box-sizing:border-box}
:root{--md-default-fg-color:#1f2933;--md-default-fg-color--light:#5b6773;--md-default-fg-color--lighter:#5b67734d;--md-default-bg-color:#fff;--md-typeset-a-color:#1a5fb4;--md-code-bg-color:#f5f6f8;--md-typeset-table-color:#0002;--md-accent-fg-color:#1a5fb4}
body{margin:0;color:var(--md-default-fg-color)}
.md-toggle,.md-header,.md-nav__toggle,.md-overlay{display:none}
.md-main__inner{display:flex;min-height:100%}
.md-sidebar{align-self:flex-start;padding:1rem 0}
.md-sidebar__scrollwrap{overflow-y:auto;overscroll-behavior:contain;max-height:100%}
.md-sidebar__inner{padding:0 .75rem}
.md-content{flex:1;min-width:0}
.md-content__inner{padding:.5rem 2rem 3rem;max-width:56rem;margin:0 auto}
.md-content__button{float:right;cursor:pointer}
.md-nav{line-height:1.4}
.md-nav__title{display:block;font-weight:700;padding:.25rem 0 .5rem;overflow-wrap:anywhere}
.md-nav .md-nav .md-nav__title{display:none}
.md-nav__list{list-style:none;margin:0;padding:0}
.md-nav .md-nav .md-nav__list{padding-left:.75rem}
.md-nav__link{display:block;padding:.3rem 0;color:inherit;text-decoration:none;cursor:pointer;overflow-wrap:anywhere}
.md-nav__link:hover{color:var(--md-typeset-a-color)}
.md-nav__link:focus-visible,.md-typeset a:focus-visible,.md-typeset summary:focus-visible,.md-footer__link:focus-visible{outline:2px solid var(--md-accent-fg-color);outline-offset:2px}
.md-nav__item--nested>.md-nav__link{font-weight:600}
.md-nav__item--nested>.md-nav{display:none}
.md-nav__item--nested>.md-nav__toggle:checked~.md-nav{display:block}
.md-nav__icon::after{content:"";display:block;background:currentColor;-webkit-mask:var(--md-nav-icon--next) center/contain no-repeat;mask:var(--md-nav-icon--next) center/contain no-repeat}
.md-nav__toggle:checked~.md-nav__link .md-nav__icon::after{transform:rotate(90deg)}
.md-nav--secondary .md-nav__title{display:block}
.md-nav--secondary .md-nav__list .md-nav__list{padding-left:.75rem}
.md-footer__inner{display:flex;justify-content:space-between;gap:1rem;padding:.5rem .75rem}
.md-footer__link{display:block;color:inherit;text-decoration:none;overflow:hidden}
.md-footer__link--next{margin-left:auto;text-align:right}
.md-footer__link:hover{color:var(--md-typeset-a-color)}
.md-footer__direction{display:block;font-size:.75rem;color:var(--md-default-fg-color--light)}
.md-footer__title{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.md-typeset{line-height:1.6;overflow-wrap:break-word}
.md-typeset h1{margin:.25rem 0 1rem}
.md-typeset h2,.md-typeset h3,.md-typeset h4,.md-typeset h5,.md-typeset h6{margin:1.75em 0 .5em}
.md-typeset :is(h1,h2,h3,h4,h5,h6){scroll-margin-top:1rem}
.md-typeset p,.md-typeset ul,.md-typeset ol,.md-typeset dl,.md-typeset blockquote{margin:.75em 0}
.md-typeset li>p{margin:.4em 0}
.md-typeset ul,.md-typeset ol{padding-left:1.6em}
.md-typeset dt{font-weight:600}
.md-typeset dd{margin:.25em 0 .75em 1.5em}
.md-typeset blockquote{padding:.1em 1em}
.md-typeset a{color:var(--md-typeset-a-color);text-decoration:underline;text-underline-offset:.15em}
.md-typeset .headerlink{margin-left:.4em;opacity:0;text-decoration:none;color:var(--md-default-fg-color--light)}
.md-typeset :hover>.headerlink,.md-typeset .headerlink:focus{opacity:1}
.md-typeset img,.md-typeset svg{max-width:100%;height:auto}
.md-typeset hr{border:0;margin:1.5em 0}
.md-typeset kbd{padding:.1em .4em;border:1px solid var(--md-default-fg-color--lighter);border-radius:4px;font-size:.85em;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.md-typeset code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.88em;padding:.1em .3em;border-radius:4px;background:var(--md-code-bg-color);color:inherit}
.md-typeset a code{color:inherit}
.md-typeset pre{position:relative;margin:1em 0;padding:.85em 1em;overflow:auto;border-radius:6px;border:1px solid var(--md-typeset-table-color);background:var(--md-code-bg-color);line-height:1.5}
.md-typeset pre code{padding:0;background:none;white-space:pre;word-break:normal}
.md-typeset button.md-clipboard{appearance:none;display:inline-flex;padding:.25rem;border:0;border-radius:4px;background:var(--md-code-bg-color);color:var(--md-default-fg-color--light);cursor:pointer}
.md-typeset button.md-clipboard:is(:hover,:focus-visible){color:var(--md-typeset-a-color)}
.md-typeset button.md-clipboard svg{width:1.25rem;height:1.25rem;fill:currentColor}
.md-typeset .filename{display:block;margin:1em 0 -1em;padding:.4em 1em;border:1px solid var(--md-typeset-table-color);border-bottom:0;border-radius:6px 6px 0 0;font-size:.85em;font-weight:600;background:var(--md-code-bg-color)}
.md-typeset .filename+pre{border-radius:0 0 6px 6px}
.md-typeset .hll{display:block;margin:0 -1em;padding:0 1em;background:var(--md-code-hl-color--line,#ffb30033)}
.md-typeset :is(.code-keyword,.code-punctuation-definition){color:var(--md-code-hl-keyword-color)}
.md-typeset .code-function{color:var(--md-code-hl-function-color)}
.md-typeset :is(.code-string,.code-string-expression){color:var(--md-code-hl-string-color)}
.md-typeset :is(.code-constant,.code-parameter,.code-inserted,.code-deleted){color:var(--md-code-hl-number-color)}
.md-typeset .code-link{color:var(--md-typeset-a-color)}
.md-typeset .code-comment{color:var(--md-code-hl-comment-color)}
.md-typeset__scrollwrap{overflow-x:auto;margin:1em 0}
.md-typeset table{border-collapse:collapse;width:100%}
.md-typeset :is(th,td){padding:.5em .75em;vertical-align:top;text-align:left}
.md-typeset th{white-space:nowrap}
.md-typeset td{min-width:6em}
.md-typeset :is(.admonition,details){margin:1em 0;padding:0 .9em .1em;border:1px solid var(--md-typeset-table-color);border-left:4px solid var(--kind,#448aff);border-radius:6px}
.md-typeset :is(.admonition-title,summary){position:relative;margin:0 -.9em;padding:.5em .9em;font-weight:600;background:color-mix(in srgb,var(--kind,#448aff) 12%,transparent)}
.md-typeset summary{cursor:pointer;list-style:none}
.md-typeset summary::-webkit-details-marker{display:none}
.md-typeset :is(.admonition-title,summary)::before{content:"";position:absolute;left:.75rem;background:var(--kind,#448aff);-webkit-mask:var(--icon,var(--md-admonition-icon--note)) center/contain no-repeat;mask:var(--icon,var(--md-admonition-icon--note)) center/contain no-repeat}
.md-typeset summary::after{content:"";position:absolute;right:.75rem;background:currentColor;-webkit-mask:var(--md-details-icon,var(--md-nav-icon--next)) center/contain no-repeat;mask:var(--md-details-icon,var(--md-nav-icon--next)) center/contain no-repeat}
.md-typeset :is(.abstract,.summary,.tldr){--kind:#00a3d9;--icon:var(--md-admonition-icon--abstract)}
.md-typeset :is(.info,.todo){--kind:#0097a7;--icon:var(--md-admonition-icon--info)}
.md-typeset :is(.tip,.hint,.important){--kind:#00897b;--icon:var(--md-admonition-icon--tip)}
.md-typeset :is(.success,.check,.done){--kind:#2e7d32;--icon:var(--md-admonition-icon--success)}
.md-typeset :is(.question,.help,.faq){--kind:#558b2f;--icon:var(--md-admonition-icon--question)}
.md-typeset :is(.warning,.caution,.attention){--kind:#e07800;--icon:var(--md-admonition-icon--warning)}
.md-typeset :is(.failure,.fail,.missing){--kind:#d84343;--icon:var(--md-admonition-icon--failure)}
.md-typeset :is(.danger,.error){--kind:#d81b4a;--icon:var(--md-admonition-icon--danger)}
.md-typeset .bug{--kind:#c51162;--icon:var(--md-admonition-icon--bug)}
.md-typeset .example{--kind:#7c4dff;--icon:var(--md-admonition-icon--example)}
.md-typeset :is(.quote,.cite){--kind:#8a8a8a;--icon:var(--md-admonition-icon--quote)}
.md-typeset .task-list-item{list-style:none;margin-left:-1.4em}
.md-typeset .task-list-control{position:relative;display:inline-block;width:1.4em;height:1em;vertical-align:-.1em}
.md-typeset .task-list-control input{position:absolute;opacity:0}
.md-typeset .task-list-indicator::before{content:"";position:absolute;inset:0 .3em 0 0;background:var(--md-default-fg-color--light);-webkit-mask:var(--md-tasklist-icon) center/1.2em no-repeat;mask:var(--md-tasklist-icon) center/1.2em no-repeat}
.md-typeset .task-list-control :checked+.task-list-indicator::before{-webkit-mask-image:var(--md-tasklist-icon--checked);mask-image:var(--md-tasklist-icon--checked)}
.md-typeset .tabbed-set{margin:1em 0}
.md-typeset .tabbed-set>input{position:absolute;opacity:0;pointer-events:none}
.md-typeset .tabbed-labels{display:flex;gap:1.25em;overflow-x:auto;border-bottom:1px solid var(--md-typeset-table-color)}
.md-typeset .tabbed-labels>label{padding:.5em 0;border-bottom:2px solid transparent;font-weight:600;cursor:pointer;white-space:nowrap}
.md-typeset .tabbed-set>input:focus-visible~.tabbed-labels{outline:2px solid var(--md-accent-fg-color);outline-offset:2px}
.md-typeset .tabbed-block{display:none}
${Array.from(
  { length: 20 },
  (_, index) =>
    `.md-typeset .tabbed-set>input:nth-child(${
      index + 1
    }):checked~.tabbed-content>:nth-child(${index + 1})`,
).join(',')}{display:block}
.md-typeset .footnotes{font-size:.9em}
.md-typeset .footnotes-sep{margin-top:2em}
.md-typeset .footnote-ref a,.md-typeset .footnote-backref{text-decoration:none}
.md-typeset .toc ul{list-style:none;padding-left:0}
.md-typeset .toc-level-3{padding-left:1.25em}
.md-typeset :is(.toc-level-4,.toc-level-5,.toc-level-6){padding-left:2.5em}
.md-typeset .diagram{margin:1.25em 0;overflow-x:auto;text-align:center;--bg:var(--md-default-bg-color);--_text:var(--md-default-fg-color);--_text-sec:var(--md-default-fg-color);--_text-muted:var(--md-default-fg-color--light);--_text-faint:var(--md-default-fg-color--light);--_line:var(--md-default-fg-color--light);--_arrow:var(--md-default-fg-color--light);--_node-fill:color-mix(in srgb,var(--md-accent-fg-color) 8%,var(--md-default-bg-color));--_node-stroke:color-mix(in srgb,var(--md-accent-fg-color) 50%,var(--md-default-bg-color));--_group-fill:var(--md-default-bg-color);--_group-hdr:color-mix(in srgb,var(--md-default-fg-color) 6%,var(--md-default-bg-color));--_inner-stroke:var(--md-default-fg-color--lighter);--_key-badge:color-mix(in srgb,var(--md-default-fg-color) 10%,var(--md-default-bg-color))}
.md-typeset .diagram svg{font-family:inherit}
.md-typeset :is(h1,h2,h3,h4,h5,h6,p,li,td,th) img{vertical-align:middle}
@media screen and (max-width:76.1875em){
.md-content__inner{padding:.25rem .25rem 2rem}
.md-sidebar--primary{position:fixed;top:0;bottom:0;height:100%;background:var(--md-default-bg-color);transition:transform .2s}
[data-md-toggle=drawer]:checked~.md-overlay{display:block;position:fixed;inset:0;z-index:150;background:#0008}
.md-nav__item--nested>.md-nav{position:static;background:none}
}
@media screen and (min-width:76.25em){.md-typeset #toggle-sidebar{display:none}}
@media (prefers-reduced-motion:reduce){.md-sidebar--primary{transition:none}}
@media print{.md-footer,.headerlink{display:none}}
`;
