import Markup

/// The rules that every page of a shop has, after the brand's tokens. Component rules travel with their component.
/// Rule for changes: at most 5,200 bytes.
enum BaseStyle {
  static let sheet: StyleSheet = {
    var sheet = StyleSheet()
    sheet.add(rules)
    return sheet
  }()

  private static let rules: StaticString = """
    *,::before,::after{box-sizing:border-box}
    html{background:var(--bg);color:var(--ink);font:100%/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%;overflow-wrap:break-word;hyphens:auto;hyphenate-limit-chars:14 6 6;accent-color:var(--accent)}
    body,.calm{--tone:var(--calm);--dot:var(--mark);--tint:var(--calm-t)}
    body{margin:0;padding-inline:max(1rem,50% - 31rem);background:linear-gradient(var(--tint),var(--bg) 30rem) no-repeat}
    h1,h2,p,ol,dl,dd,fieldset,legend{margin:0;padding:0;border:0}
    h1{font-size:clamp(2rem,1.45rem + 2.75vw,3.25rem);line-height:1.08;letter-spacing:-.025em}
    h2{font-size:1.125rem;line-height:1.3}
    h1,h2{text-wrap:balance}
    h1,h2,b,legend,.b,.state,.shop,.f,summary,button,.btn,[aria-current]{font-weight:650}
    a{color:var(--accent);text-underline-offset:.2em}
    :focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:.25rem}
    svg{width:1.5rem;height:1.5rem;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
    small,.s{font-size:.875rem}
    small,.s,s,.way li,.log li{color:var(--mute)}
    header,footer,.acts,.state,.row,.items li,.way li,label,summary,button,.btn,.l,header a,footer a{display:flex;align-items:center;gap:.625rem}
    header,.items li,.way li{justify-content:space-between}
    header{min-height:4rem}
    .l,header a,footer a,label,summary{min-height:2.75rem}
    .shop{color:inherit;text-decoration:none}
    .shop svg{width:2rem;height:2rem;padding:.375rem;border-radius:.625rem;background:var(--fill);color:var(--on)}
    main,.c,.hero,.card,form{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem;align-content:start;min-width:0}
    .hero{padding-block:1rem 1.5rem}
    .lead{font-size:1.125rem;max-width:34rem;text-wrap:pretty}
    .state{gap:.5rem;color:var(--tone)}
    header,.acts,.row,footer{flex-wrap:wrap;row-gap:0}
    .acts,.row{row-gap:.75rem}
    .acts{align-items:stretch}
    .acts>*{flex:1 1 40%}
    button,.btn{justify-content:center;min-height:3rem;padding:.5rem .875rem;border:1px solid var(--mark);border-radius:.75rem;background:var(--fill);color:var(--on);font-size:1rem;font-family:inherit;line-height:1.25;text-decoration:none;text-align:center;cursor:pointer}
    .q{background:var(--card);color:var(--ink)}
    .q,.f input{border:1px solid var(--edge);border-radius:.75rem}
    button:hover,.btn:hover{text-decoration:underline}
    .card{padding:1.25rem;border:1px solid var(--line);border-radius:1.125rem;background:var(--card)}
    ol,summary{list-style:none}
    .way li{position:relative;flex-wrap:wrap;gap:0 1rem;padding-bottom:1.125rem;padding-inline-start:2.25rem}
    .way li::before,.way li::after{content:"";position:absolute;inset-inline-start:.25rem;top:.25rem;width:1rem;height:1rem;border:2px solid var(--edge);border-radius:50%;background:var(--card)}
    .way li::after{inset-inline-start:.6875rem;top:1.5rem;bottom:0;width:0;height:auto;border-width:0;border-radius:0;border-inline-start:2px dotted var(--edge)}
    .way li:last-child{padding-bottom:0}
    .way li:last-child::after{display:none}
    .way .d,.way [aria-current]{color:inherit}
    .way .d::before{border:.5rem solid var(--mark)}
    .way .d::after{border-inline-start:2px solid var(--mark)}
    .way [aria-current]::before{inset-inline-start:0;top:0;width:1.5rem;height:1.5rem;border:.4375rem solid var(--dot)}
    .way [aria-current]::after{top:1.75rem}
    .way li>span{margin-inline-start:auto}
    .way small{width:100%;font-weight:400}
    .way .x::before{transform:rotate(45deg) scale(.8);border-radius:.1875rem;border-color:var(--dot)}
    .way .x::after{border-inline-start:2px dotted var(--dot)}
    .log li{font-size:.875rem;padding-block:.75rem;border-top:1px solid var(--line)}
    .log b{display:block;font-size:1rem;font-weight:400;color:var(--ink)}
    h2+.log li:first-child{border:0;padding-top:0}
    .card>details{margin-block:-.75rem}
    summary{color:var(--accent);cursor:pointer}
    summary::-webkit-details-marker{display:none}
    summary::after{content:"";width:.5rem;height:.5rem;margin-inline:auto .25rem;border:solid;border-width:0 2px 2px 0;transform:rotate(45deg)}
    [open]>summary::after{transform:rotate(225deg)}
    .f{display:grid;flex:99 1 6rem;gap:.25rem;min-width:0}
    .w{flex-basis:11rem}
    .row button{flex:1 0 auto}
    .f input{width:100%;height:3rem;padding:.5rem .875rem;background:var(--card);color:inherit;font:inherit}
    .row{align-items:end}
    .way,.items{font-variant-numeric:tabular-nums}
    .items li>:last-child{margin-inline-start:auto;min-width:0;overflow-wrap:anywhere;text-align:end}
    .items li{flex-wrap:wrap;gap:0 1rem;min-height:2rem}
    footer{gap:0 1.25rem;padding-block:2rem}
    @media(min-width:40rem){.acts>*{flex:none}button,.btn{padding-inline:1.25rem}}
    @media(min-width:56rem){
    main{grid-template-columns:minmax(0,7fr) minmax(0,5fr);gap:1rem 3rem}
    .hero{padding-block:3rem;align-content:center}
    .hero+.card{align-self:center}
    .card{padding:1.5rem}
    }
    @media(prefers-reduced-motion:no-preference){
    @view-transition{navigation:auto}
    .way [aria-current]::before{animation:p 1.6s 2}
    @keyframes p{50%{box-shadow:0 0 0 .375rem var(--tint)}}
    }
    @media print{
    :root{--bg:#fff;--card:#fff;--ink:#000;--mute:#333}
    body{background:none}
    header a+a,form,.acts,.l,footer,summary{display:none}
    ::details-content{content-visibility:visible;height:auto}
    main{display:block}
    .card,.hero{break-inside:avoid;border:0;padding:.5rem 0}
    }
    """
}
