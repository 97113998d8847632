/**
 * On paper: no dark, no scrolling boxes, everything unfolded but the scripts (they lie in the run's folder,
 * and the paper names them).
 */
export const printStyle = `
@media print {
  @page { margin: 14mm; }
  :root { --page: #fff; --card: #fff; color-scheme: light; }
  html { font-size: 10.5pt; }
  .wrap { max-width: none; padding-inline: 0; }
  .banner { color: #000; background: none !important; border-bottom: 3px solid #000; padding: 0 0 1rem; }
  .banner.violated h1, .banner.violated .badge { color: #9c1119; border-color: #9c1119; }
  .facts { border-color: #999; }
  .facts dt, .lede-more { color: #444; }
  section { border: 0; border-radius: 0; padding: .75rem 0; }
  .notice { border-left: .3rem solid; padding-left: .75rem; }
  @page grid { size: A4 landscape; margin: 10mm; }
  #who { page: grid; }
  .scroll { overflow: visible; }
  .heat { font-size: 7pt; min-width: 0; width: 100%; table-layout: fixed; }
  .heat thead th:first-child { width: 26%; }
  .heat th, .heat td { padding: .2rem .15rem; min-width: 0 !important; overflow-wrap: anywhere; }
  .heat thead th, .heat td.unclear, .heat small { font-size: 6pt; }
  .heat tbody th { position: static; white-space: normal; overflow-wrap: anywhere; }
  .heat td, .swatch, .state, .tag { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details:not(.script)::details-content { content-visibility: visible; display: block; block-size: auto; }
  details:not(.script) > summary { list-style: none; }
  details.script > pre { display: none; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .answers mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .answers figure { break-inside: avoid; }
  tr, .story dl, .notice, pre, .picture { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}`;
