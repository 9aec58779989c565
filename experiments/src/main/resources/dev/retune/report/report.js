'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const byId = id => document.getElementById(id);
const completed = data.trials.filter(t => t.state === 'completed' && t.value !== undefined);
/** Those that keep the limits and constraints of the study. */
const kept = completed.filter(t => !t.infeasible);
const failed = data.trials.filter(t => t.state === 'failed');
/** With several goals no single value tells which trial is best: the trials that none beats in all goals at once are listed. */
const several = data.goals.length > 1;
const front = new Set(data.front);
const byNumber = new Map(data.trials.map(t => [t.n, t]));
const best = byNumber.get(data.best);
const better = (a, b) => data.maximize ? a > b : a < b;
const RAMP = ['#30307a', '#2f6fb7', '#2ba39a', '#8cc152', '#f2b134', '#d9482b'];
const SMALL = 2000;

function number(x, digits = 4) {
  if (x === undefined || x === null) return '';
  if (Number.isInteger(x) && Math.abs(x) < 1e9) return String(x);
  const size = Math.abs(x);
  return size < 1e-3 || size >= 1e6 ? x.toExponential(2).replace(/\.?0+e/, 'e') : String(Number(x.toPrecision(digits)));
}

function shown(x) { return typeof x === 'number' ? number(x) : String(x); }

function element(tag, text, name) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (name) made.className = name;
  return made;
}

function duration(s) {
  if (s === undefined) return '';
  return s < 60 ? number(s, 3) + ' s' : s < 3600 ? (s / 60).toFixed(1) + ' min' : (s / 3600).toFixed(1) + ' h';
}

/** Text that cannot become markup in a tooltip. */
const safe = text => echarts.format.encodeHTML(String(text));

function mix(share) {
  const at = Math.min(Math.max(share, 0), 1) * (RAMP.length - 1);
  const i = Math.min(Math.floor(at), RAMP.length - 2);
  const parts = c => [1, 3, 5].map(k => parseInt(c.slice(k, k + 2), 16));
  const from = parts(RAMP[i]), to = parts(RAMP[i + 1]);
  return 'rgb(' + from.map((x, k) => Math.round(x + (at - i) * (to[k] - x))).join(',') + ')';
}

/** The best, and the others evenly. */
function thinned(trials, most) {
  if (trials.length <= most) return trials;
  const step = trials.length / most;
  const some = new Set(Array.from({length: most}, (_, i) => trials[Math.floor(i * step)]));
  return trials.filter(t => some.has(t) || t === best);
}

function chart(box, option) {
  const made = echarts.init(box, null, {renderer: 'canvas'});
  made.setOption(Object.assign({animation: false, textStyle: {fontFamily: 'inherit'}}, option));
  window.addEventListener('resize', () => made.resize());
  return made;
}

function describe(t) {
  const score = t.value === undefined ? '' : ': ' + number(t.value, 5) + (t.se === undefined ? '' : ' ± ' + number(t.se, 2));
  const values = Object.entries(t.params).map(([k, v]) => safe(k) + ' = ' + safe(shown(v))).join('<br>');
  const reason = t.reason ? '<br><i>' + safe(t.reason.slice(0, 160)) + '</i>' : '';
  return '<b>Trial ' + t.n + '</b>' + score + '<br>' + values + reason;
}

function header() {
  byId('study').textContent = data.study;
  const about = Object.entries(data.facts).filter(([, v]) => v !== '{}' && v !== 'none');
  const notes = Object.entries(data.notes).filter(([k]) => k !== 'optuna');
  byId('about').textContent = data.goals.concat(data.limits).join(' · ')
    + about.concat(notes).map(([k, v]) => ' · ' + k + ' ' + (typeof v === 'object' ? JSON.stringify(v) : v)).join('');
  const card = (value, text, error) => {
    const made = element('div', undefined, 'card');
    const figure = element('b', value);
    if (error !== undefined) figure.append(element('small', ' ± ' + number(error, 2)));
    made.append(figure, element('span', text));
    byId('scores').append(made);
  };
  if (several) {
    card(String(front.size), front.size === 1 ? 'trial that no other beats in all goals at once' : 'trials that no other beats in all goals at once');
  } else if (best) {
    card(number(best.value, 5),
      best.se === undefined ? 'best ' + data.metric : 'cross-validated ' + data.metric + ' ± standard error', best.se);
  } else {
    card('–', completed.length ? 'no trial keeps the limits' : 'no trial has completed');
  }
  if (data.holdOut) {
    card(number(data.holdOut.score, 5), 'hold-out ' + data.metric + ', ' + data.holdOut.rows + ' rows that the search never saw');
  }
  const pruned = data.trials.filter(t => t.state === 'pruned').length;
  const ended = data.trials.filter(t => t.state === 'completed'), broken = ended.filter(t => t.infeasible).length;
  card(String(data.trials.length), 'trials: ' + ended.length + ' completed' + (broken ? ' (' + broken + ' beyond the limits)' : '')
    + (pruned ? ', ' + pruned + ' pruned' : '') + (failed.length ? ', ' + failed.length + ' failed' : ''));
  const seconds = data.trials.map(t => t.seconds || 0).reduce((a, b) => a + b, 0);
  card(duration(seconds), 'total time of all trials');
  if (!best) { byId('winner').remove(); return; }
  byId('winner').querySelector('h2').textContent = 'Best configuration (trial ' + best.n + ')';
  for (const [k, v] of Object.entries(best.params)) {
    const row = element('div');
    const exact = element('dd', shown(v));
    exact.title = String(v);
    row.append(element('dt', k), exact);
    byId('configuration').append(row);
  }
}

/** What the winner, trained without them, says of the rows that were held out. */
function predictions() {
  const held = data.holdOut;
  if (!held || !held.confusion && !held.predicted) { byId('predictions').remove(); return; }
  const add = option => {
    const box = element('div');
    byId('predictions-charts').append(box);
    chart(box, option);
  };
  const kind = byId('predictions-kind');
  if (held.predicted) {
    kind.textContent = 'Each dot is a row; on the line, its prediction is exact.';
    add(predicted(held.predicted));
    return;
  }
  kind.textContent = held.rows + ' rows. Left: confusion matrix. Right: calibration of the probabilities; '
    + 'the size of a dot is its number of rows; above the line, probabilities are too low.'
    + (held.weighted ? ' Rows are counted by their weights.' : '');
  add(confusion(held.classes, held.confusion));
  add(calibration(held.classes, held.calibration));
}

// weights of rows may be fractions
function count(n) {
  return Number.isInteger(n) ? n : number(n, 4);
}

function confusion(classes, rows) {
  const sums = rows.map(r => r.reduce((a, b) => a + b, 0));
  const cells = rows.flatMap((r, i) => r.map((n, j) => ({value: [j, i, sums[i] ? n / sums[i] : 0], n})));
  const name = c => c.length > 12 ? c.slice(0, 11) + '…' : c;
  const size = classes.length <= 12 ? 13 : classes.length <= 20 ? 10 : 0;
  return {
    grid: {left: 92, right: 16, top: 16, bottom: 58},
    tooltip: {confine: true, formatter: q => 'true ' + safe(classes[q.value[1]]) + ', predicted ' + safe(classes[q.value[0]]) + '<br><b>' + count(q.data.n) + '</b> of '
      + count(sums[q.value[1]]) + ' (' + number(100 * q.value[2], 3) + ' %)'},
    xAxis: {type: 'category', data: classes.map(name), name: 'predicted', nameLocation: 'middle', nameGap: 34, axisTick: {show: false}, axisLabel: {hideOverlap: true}},
    yAxis: {type: 'category', data: classes.map(name), name: 'true', nameLocation: 'middle', nameGap: 72, inverse: true, axisTick: {show: false}},
    visualMap: {show: false, min: 0, max: 1, dimension: 2, inRange: {color: ['#f5f7f9', '#9cc4f5', '#1f6feb', '#123c80']}},
    series: [{type: 'heatmap', data: cells.map(c => Object.assign(c, {label: {show: size > 0 && c.n > 0, color: c.value[2] > .45 ? '#fff' : '#1c2733'}})),
      label: {fontSize: size || 10, formatter: q => count(q.data.n)}, itemStyle: {borderColor: '#fff', borderWidth: 1}}],
  };
}

function calibration(classes, bins) {
  const most = bins.reduce((a, b) => Math.max(a, b[2]), 1);
  return {
    grid: {left: 62, right: 24, top: 16, bottom: 58},
    tooltip: {confine: true, formatter: q => q.data.bin ? 'predicted ' + number(q.data.bin[0], 3) + '<br>observed ' + number(q.data.bin[1], 3)
      + '<br>' + count(q.data.bin[2]) + ' rows' : 'perfect'},
    xAxis: {type: 'value', min: 0, max: 1, nameLocation: 'middle', nameGap: 34,
      name: 'predicted probability of ' + (classes.length === 2 ? '"' + classes[1].slice(0, 24) + '"' : 'the predicted class')},
    yAxis: {type: 'value', min: 0, max: 1, name: 'share of rows where it is so', nameLocation: 'middle', nameGap: 42},
    series: [
      {type: 'line', data: [[0, 0], [1, 1]], showSymbol: false, silent: true, lineStyle: {color: '#9aa7b4', type: 'dashed', width: 1.5}},
      {type: 'line', data: bins.map(b => ({value: [b[0], b[1]], bin: b, symbolSize: 7 + 17 * Math.sqrt(b[2] / most)})), symbol: 'circle',
        lineStyle: {color: '#12805c', width: 2}, itemStyle: {color: '#12805c', opacity: .85}},
    ],
  };
}

function predicted(points) {
  const all = points.flat();
  const low = all.reduce((a, b) => Math.min(a, b), Infinity), high = all.reduce((a, b) => Math.max(a, b), -Infinity);
  const axis = name => ({type: 'value', name, nameLocation: 'middle', scale: true, min: low, max: high, axisLabel: {formatter: v => number(v, 3), hideOverlap: true, showMinLabel: false, showMaxLabel: false}});
  return {
    grid: {left: 70, right: 24, top: 16, bottom: 58},
    tooltip: {confine: true, formatter: q => 'true ' + number(q.value[0]) + '<br>predicted ' + number(q.value[1])},
    xAxis: Object.assign(axis('true'), {nameGap: 34}),
    yAxis: Object.assign(axis('predicted'), {nameGap: 50}),
    series: [
      {type: 'line', data: [[low, low], [high, high]], showSymbol: false, silent: true, lineStyle: {color: '#9aa7b4', type: 'dashed', width: 1.5}},
      {type: 'scatter', symbolSize: 6, itemStyle: {color: '#1f6feb', opacity: .45}, data: points},
    ],
  };
}

function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

/** The worst score worth drawing: beyond it lie trials so bad that they would press all others into a line. */
const worst = (() => {
  const values = completed.map(t => t.value);
  if (values.length < 8) return null;
  const bad = quantile(values, data.maximize ? .25 : .75), middle = quantile(values, .5);
  const bound = bad + 4 * (bad - middle);
  return bound !== middle && values.some(v => better(bound, v)) ? bound : null;
})();

const outliers = worst === null ? [] : completed.filter(t => better(worst, t.value));
const inside = completed.filter(t => worst === null || !better(worst, t.value));

/** An axis of scores that ends at the bound, which is no round number and so bears no label. */
function scores(bound, digits) {
  return {type: 'value', scale: true, axisLine: {onZero: false}, min: data.maximize ? bound : null, max: data.maximize ? null : bound,
    axisLabel: {formatter: v => number(v, digits), showMinLabel: bound === null || !data.maximize, showMaxLabel: bound === null || data.maximize}};
}

function progress() {
  let record;
  const line = [];
  for (const t of kept) {
    if (record === undefined || better(t.value, record)) {
      record = t.value;
      line.push([t.n, record]);
    }
  }
  const last = data.trials.length ? data.trials[data.trials.length - 1].n : 0;
  if (record !== undefined) line.push([last, record]);
  const made = chart(byId('progress'), {
    grid: {left: 60, right: 24, top: 30, bottom: 44},
    legend: {top: 0, right: 20},
    tooltip: {formatter: p => p.data && p.data.t !== undefined ? describe(byNumber.get(p.data.t)) : safe(data.metric) + ' ' + number(p.value[1], 5)},
    xAxis: {type: 'value', name: 'trial', nameLocation: 'middle', nameGap: 26, minInterval: 1, max: Math.max(last, 1)},
    yAxis: Object.assign({name: data.metric}, scores(worst)),
    series: [
      {name: 'trial', type: 'scatter', symbolSize: 6, itemStyle: {color: '#8fa3b8', opacity: .7},
        data: thinned(completed, SMALL).map(t => ({value: [t.n, t.value], t: t.n}))},
      {name: 'best so far', type: 'line', step: 'end', showSymbol: false, lineStyle: {width: 2.5, color: '#12805c'}, itemStyle: {color: '#12805c'}, data: line},
    ].concat(failed.length ? [{name: 'failed', type: 'scatter', symbol: 'path://M0,0L10,10M10,0L0,10', symbolSize: 7, clip: false,
        itemStyle: {color: 'none', borderColor: '#c4372e', borderWidth: 1.5},
        data: thinned(failed, 500).map(t => ({value: [t.n, floor(worst)], t: t.n}))}] : []),
  });
  /** Where failed trials are marked: at the bad end of the axis. */
  function floor(bound) {
    const values = completed.map(t => t.value);
    return bound !== null ? bound : values.length ? quantile(values, data.maximize ? 0 : .9999) : 0;
  }
  const whole = byId('whole');
  whole.parentElement.hidden = !outliers.length;
  byId('outliers').textContent = outliers.length;
  whole.addEventListener('change', () => {
    const bound = whole.checked ? null : worst;
    made.setOption({yAxis: scores(bound), series: [{}, {}].concat(failed.length
      ? [{data: thinned(failed, 500).map(t => ({value: [t.n, floor(bound)], t: t.n}))}] : [])});
  });
}

const RATE = /^(learning[-_ .]?rate|lr|eta|alpha|step[-_ .]?size)$/i;

function curves() {
  if (!data.curves.length) { byId('learning').remove(); return; }
  const select = byId('colour');
  const numeric = data.parameters.filter(p => p.numeric);
  for (const p of numeric) select.append(new Option(p.name, p.name));
  select.append(new Option('score', ''));
  const rate = numeric.find(p => RATE.test(p.name));
  select.value = rate ? rate.name : '';
  const loss = data.curves[0].loss;
  byId('curve-kind').textContent = (loss ? 'Training loss by epoch' : 'Reported ' + data.metric + ' by step') + '; one line for each trial.';
  const all = data.curves.flatMap(c => c.points.map(p => p[1])).filter(x => x !== null);
  const positive = all.filter(x => x > 0);
  if (positive.length < all.length || !all.length) { byId('curve-log').checked = false; byId('curve-log').disabled = true; }
  const starts = data.curves.filter(c => byNumber.get(c.n).state !== 'failed').map(c => c.points[0][1]).filter(x => x !== null);
  const cap = loss && starts.length ? 1.5 * quantile(starts, .95) : null;
  const steps = Math.max(...data.curves.map(c => c.points[c.points.length - 1][0]));
  const made = chart(byId('curves'), {grid: {left: 70, right: 24, top: 30, bottom: 44}});
  const paint = () => {
    const p = data.parameters.find(q => q.name === select.value);
    const of = t => p ? t.params[p.name] : t.value;
    const known = data.curves.map(c => of(byNumber.get(c.n))).filter(x => x !== undefined);
    const log = p && (p.log || RATE.test(p.name)) && known.every(x => x > 0);
    const scale = x => log ? Math.log(x) : x;
    const low = known.reduce((a, b) => Math.min(a, b), Infinity), high = known.reduce((a, b) => Math.max(a, b), -Infinity);
    const colour = t => of(t) === undefined ? '#9aa7b4' : mix(high > low ? (scale(of(t)) - scale(low)) / (scale(high) - scale(low)) : .5);
    const logAxis = byId('curve-log').checked;
    const top = logAxis ? (positive.length ? Math.min(quantile(positive, .9999), 1e6 * quantile(positive, .5)) : null) : cap;
    const ends = [];
    const series = data.curves.map(c => {
      const t = byNumber.get(c.n);
      const points = c.points.filter(q => q[1] !== null);
      const lost = t.state === 'failed' || points.length < c.points.length;
      if (lost) {
        const end = points.length ? points[points.length - 1] : [c.points[0][0], top === null ? 1 : top];
        ends.push({value: [end[0], top === null ? end[1] : Math.min(end[1], top)], t: c.n});
      }
      return {type: 'line', name: String(c.n), data: points.length === 1 ? points.concat(points) : points, showSymbol: points.length === 1, symbolSize: 4,
        lineStyle: {width: t === best ? 3 : 1.2, type: lost ? 'dashed' : 'solid', opacity: t === best ? 1 : .65}, color: colour(t),
        z: t === best ? 4 : 2, emphasis: {lineStyle: {width: 3, opacity: 1}}, triggerLineEvent: true, t: c.n};
    });
    series.push({type: 'scatter', name: 'lost', data: ends, symbol: 'path://M0,0L10,10M10,0L0,10', symbolSize: 8, z: 5, clip: false,
      itemStyle: {color: 'none', borderColor: '#c4372e', borderWidth: 1.8}});
    made.setOption({
      tooltip: {formatter: q => describe(byNumber.get(q.data && q.data.t !== undefined ? q.data.t : Number(q.seriesName)))},
      xAxis: {type: 'value', name: loss ? 'epoch' : 'step', nameLocation: 'middle', nameGap: 26, min: Math.min(1, steps), max: steps, minInterval: 1},
      yAxis: {type: logAxis ? 'log' : 'value', name: loss ? 'training loss' : data.metric, scale: true, max: top, axisLabel: {formatter: v => number(v, 3)}},
      series,
    }, {notMerge: true});
    made.setOption({animation: false, grid: {left: 70, right: 24, top: 30, bottom: 44}});
    byId('scale').querySelector('i').style.background = 'linear-gradient(to right,' + RAMP.join(',') + ')';
    byId('scale-low').textContent = (p ? p.name : data.metric) + ' ' + (known.length ? number(low, 3) : '');
    byId('scale-high').textContent = known.length ? number(high, 3) + (log ? ' (log scale)' : '') : '';
    byId('scale').querySelector('b').hidden = !ends.length;
  };
  select.addEventListener('change', paint);
  byId('curve-log').addEventListener('change', paint);
  paint();
}

function effects() {
  if (!completed.length) { byId('effects').remove(); return; }
  const some = thinned(inside, SMALL);
  if (outliers.length) byId('effects').querySelector('.hint').textContent += ' ' + outliers.length + ' much worse trials are not shown.';
  const highest = some[some.length - 1].n || 1;
  const foot = quantile(some.map(t => t.value), 0);
  for (const p of data.parameters) {
    const box = element('div');
    byId('scatter').append(box);
    const having = some.filter(t => t.params[p.name] !== undefined);
    const spread = n => ((n * 0.618034) % 1 - .5) * .5;
    const x = t => p.numeric ? t.params[p.name] : p.choices.indexOf(String(t.params[p.name])) + spread(t.n);
    chart(box, {
      title: {text: p.name, left: 'center', textStyle: {fontSize: 13, fontWeight: 600, width: 300, overflow: 'truncate'}},
      grid: {left: 52, right: 16, top: 28, bottom: 26},
      tooltip: {confine: true, formatter: q => describe(byNumber.get(q.data.t))},
      xAxis: p.numeric
        ? Object.assign({splitLine: {show: false}, axisLine: {onZero: false}}, axis(p))
        : {type: 'value', min: -.6, max: p.choices.length - .4, interval: 1, splitLine: {show: false}, axisTick: {show: false}, axisLabel: {show: false}},
      yAxis: scores(worst, 3),
      series: [{type: 'scatter', symbolSize: 6, data: having.map(t => ({value: [x(t), t.value], t: t.n,
        itemStyle: t === best ? {color: '#12805c', opacity: 1, borderColor: '#fff', borderWidth: 1} : {color: '#1f6feb', opacity: .2 + .6 * t.n / highest},
        symbolSize: t === best ? 11 : 6}))}].concat(p.numeric ? [] : [{type: 'scatter', symbolSize: 0, silent: true,
          data: p.choices.map((c, i) => ({value: [i, foot],
            label: {show: true, position: 'bottom', distance: 8, formatter: () => c.slice(0, 14), color: '#647282'}}))}]),
    });
  }
  parallel();
}

/** The axis of a numeric parameter: its whole range, with room beside few whole numbers. */
function axis(p) {
  const room = p.whole && !p.log && p.high - p.low <= 12 ? 1 : 0;
  const label = v => p.whole && !Number.isInteger(v) || v < p.low || v > p.high ? '' : number(v, 2);
  return {type: p.log ? 'log' : 'value', min: p.low - room, max: p.high + room, interval: room ? 1 : undefined,
    minInterval: p.whole ? 1 : undefined, axisLabel: {formatter: label, hideOverlap: true}};
}

function parallel() {
  const some = thinned(inside, 1000);
  const low = quantile(some.map(t => t.value), .05), high = quantile(some.map(t => t.value), 1);
  const far = quantile(some.map(t => t.value), .95), near = quantile(some.map(t => t.value), 0);
  const share = t => data.maximize ? (high > low ? (t.value - low) / (high - low) : 1) : (far > near ? (far - t.value) / (far - near) : 1);
  const axes = data.parameters.map((p, i) => p.numeric
    ? Object.assign({dim: i, name: p.name}, axis(p))
    : {dim: i, name: p.name, type: 'category', data: p.choices});
  axes.push({dim: axes.length, name: data.metric, type: 'value', scale: true, axisLabel: {formatter: v => number(v, 3)}});
  const cell = (t, p) => t.params[p.name] === undefined ? '-' : p.numeric ? t.params[p.name] : String(t.params[p.name]);
  chart(byId('parallel'), {
    parallel: {left: 50, right: 70, top: 44, bottom: 20,
      parallelAxisDefault: {nameTextStyle: {width: 110, overflow: 'truncate'}, nameTruncate: {maxWidth: 110}}},
    parallelAxis: axes,
    series: [{type: 'parallel', smooth: true,
      data: [...some].sort((a, b) => share(a) - share(b)).map(t => ({value: data.parameters.map(p => cell(t, p)).concat(t.value),
        lineStyle: {color: mix(share(t)), opacity: t === best ? 1 : some.length > 200 ? .2 : .45, width: t === best ? 3 : 1}}))}],
  });
}

function table() {
  const columns = [{name: 'trial', of: t => t.n}, {name: 'state', of: t => t.state}].concat(
    several
      ? [{name: 'front', of: t => front.has(t.n) ? 'front' : undefined}]
      : [{name: data.metric, of: t => t.value}, {name: '± SE', of: t => t.se, digits: 2}],
    data.metrics.map(name => ({name, of: t => (t.metrics || {})[name]})),
    data.trials.some(t => t.infeasible) ? [{name: 'limits', of: t => t.infeasible ? 'broken' : undefined}] : [],
    [{name: 'time', of: t => t.seconds, text: duration}],
  ).concat(data.parameters.map(p => ({name: p.name, of: t => t.params[p.name]})));
  if (data.trials.some(t => t.reason)) columns.push({name: 'reason', of: t => t.reason});
  let order = {column: best ? columns[2] : columns[0], down: best ? data.maximize : false};
  let rows = 100;
  const states = [...new Set(data.trials.map(t => t.state))].sort();
  const filter = byId('state');
  filter.append(new Option('all', ''), ...states.map(s => new Option(s, s)));
  const compare = (a, b) => {
    const x = order.column.of(a), y = order.column.of(b);
    if (x === undefined || y === undefined) return (x === undefined) - (y === undefined) || a.n - b.n;
    const by = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
    return (order.down ? -by : by) || a.n - b.n;
  };
  const head = element('tr');
  byId('trials').tHead.append(head);
  for (const c of columns) {
    const th = element('th', c.name);
    th.addEventListener('click', () => {
      order = {column: c, down: order.column === c ? !order.down : false};
      paint();
    });
    c.th = th;
    head.append(th);
  }
  const paint = () => {
    for (const c of columns) c.th.removeAttribute('aria-sort');
    order.column.th.setAttribute('aria-sort', order.down ? 'descending' : 'ascending');
    const chosen = data.trials.filter(t => !filter.value || t.state === filter.value).sort(compare);
    const body = byId('trials').tBodies[0];
    body.replaceChildren(...chosen.slice(0, rows).map(t => {
      const row = element('tr', undefined, t === best || front.has(t.n) ? 'best' : '');
      for (const c of columns) {
        const value = c.of(t);
        const text = value === undefined ? '' : c.text ? c.text(value) : typeof value === 'number' ? number(value, c.digits || 5) : String(value);
        row.append(element('td', text, c.name === 'state' ? 'state-' + value : c.name === 'reason' ? 'reason' : ''));
      }
      return row;
    }));
    byId('shown').textContent = Math.min(rows, chosen.length) + ' of ' + chosen.length + ' trials.';
    byId('more').hidden = chosen.length <= rows;
  };
  filter.addEventListener('change', paint);
  byId('more').addEventListener('click', () => { rows *= 5; paint(); });
  paint();
}

header();
if (several) {
  for (const id of ['progress', 'curves', 'effects']) byId(id).closest('section').remove();
} else {
  progress();
  curves();
  effects();
}
predictions();
table();
document.body.dataset.ready = 'true';
