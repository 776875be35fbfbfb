package io.trainyard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page with a term's worth of jobs: 500 of them, on a server that trains none. */
class LongListIT extends PageRig {

    private static final int JOBS = 500;
    private static final int PAGE = 50;
    private static final String SPEC = """
            {"name": "run %03d", "labels": {"course": "week%d"}, "dataset": {"name": "shapes"}, "model": {"preset": "%s"},
             "optimizer": {"type": "sgd", "learning_rate": 0.1}, "training": {"epochs": 10, "batch_size": 64}}""";
    private static final String[] PRESETS = {"linear", "mlp", "lenet5", "resnet20"};
    private static final String ROWS =
            "return document.querySelectorAll('.job-table tbody tr[data-id]').length === arguments[0]";
    private static final String FIRST = "return document.querySelector('.job-link')?.textContent === arguments[0]";

    @Override
    String[] settings() {
        return new String[] {"--trainyard.worker.enabled=false"};
    }

    @BeforeAll
    void fill() throws Exception {
        for (int job = 0; job < JOBS; job++) {
            api.post("jobs", SPEC.formatted(job, job % 7, PRESETS[job % PRESETS.length]));
        }
    }

    @Test
    void the_newest_come_first_a_page_at_a_time() throws Exception {
        open();

        assertThat(browser.text(".job-link")).isEqualTo("run 499");
        screenshots("500-jobs");
        isAccessible("500 jobs");
        browser.press("Next");
        browser.await("the next page", FIRST, "run 449");
        assertThat(browser.text(".pager")).contains("51–100");
    }

    @Test
    void a_search_and_a_label_narrow_the_list() {
        open();
        browser.find("input[type=search]").sendKeys("run 12");
        browser.await("ten jobs", ROWS, 10);
        browser.js("document.querySelector('button.chip[title=\"Show jobs with course: week2\"]').click()");
        browser.await("those of the label", ROWS, 2);

        browser.find("input[type=search]").sendKeys("x");
        browser.await("nothing", "return document.querySelector('.empty h2')?.textContent === 'No job is like that'");
        browser.press("Show all jobs");
        browser.await("all", ROWS, PAGE);
    }

    @Test
    void a_click_on_a_column_sorts_by_it() {
        open();
        browser.js("document.querySelector('th.cell-name .sort').click()");
        browser.await("names descending", FIRST, "run 499");
        browser.js("document.querySelector('th.cell-name .sort').click()");
        browser.await("names ascending", FIRST, "run 000");

        assertThat(browser.find("th.cell-name").getAttribute("aria-sort")).isEqualTo("ascending");
    }

    @Test
    void jobs_are_reached_and_selected_by_keys() {
        open();
        WebElement first = browser.find(".job-link");
        first.sendKeys(Keys.ARROW_DOWN);
        WebElement second = browser.focused();
        assertThat(second.getText()).isEqualTo("run 498");

        second.sendKeys(Keys.SPACE);
        browser.await(
                "the bar", "return document.querySelector('.bulk-bar')?.textContent.includes('1 selected') === true");
        second.sendKeys(Keys.ENTER);
        browser.await("the job", "return document.querySelector('.job-head h1')?.textContent === 'run 498'");
    }

    @Test
    void many_are_cancelled_at_once() throws Exception {
        open();
        browser.find("input[type=search]").sendKeys("run 00");
        browser.await("ten jobs", ROWS, 10);
        browser.js("document.querySelector('thead input').click()");
        browser.await(
                "the bar", "return document.querySelector('.bulk-bar')?.textContent.includes('10 selected') === true");
        browser.js(
                "[...document.querySelectorAll('.bulk-bar button')].find(each => each.textContent.includes('Cancel')).click()");
        browser.press("Cancel 10 jobs");

        browser.await(
                "their state",
                "return [...document.querySelectorAll('.job-table .badge')].every(each => each.textContent.trim() === 'cancelled')");
        assertThat(api.get("jobs?status=cancelled").at("/data").size()).isEqualTo(10);
    }

    @Test
    void nothing_moves_while_it_loads() {
        open();
        browser.js(
                "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shift += entry.value; }))"
                        + ".observe({type: 'layout-shift', buffered: true})");
        browser.await("a moment", "return performance.now() > 2000");

        assertThat(((Number) browser.js("return window.shift")).doubleValue()).isLessThan(0.02);
    }

    @Test
    void ten_curves_of_ten_thousand_points_are_drawn_in_a_blink() {
        open();
        browser.js("""
                const app = document.querySelector('script[type=module]').src;
                import(new URL('charts/chart.js', app)).then(() => {
                  const x = Array.from({length: 10000}, (_, step) => step);
                  const curves = Array.from({length: 10}, (_, run) => ({label: `run ${run}`, token: `series-${run + 1}`, points: false,
                    values: x.map(step => Math.exp(-step / 4000) + 0.05 * Math.sin(step * run / 9))}));
                  const chart = document.createElement('ty-chart');
                  Object.assign(chart, {label: 'many', xLabel: 'iteration', x, curves});
                  document.querySelector('main').prepend(chart);
                  chart.updateComplete.then(() => {
                    const times = Array.from({length: 9}, () => { const start = performance.now(); chart.plot.redraw(true); return performance.now() - start; });
                    window.drawn = times.sort((a, b) => a - b)[4];
                  });
                });""");
        browser.await("the chart", "return window.drawn !== undefined");

        assertThat(((Number) browser.js("return window.drawn")).doubleValue()).isLessThan(100);
    }

    private void open() {
        browser.open("/");
        browser.await("a page of jobs", ROWS, PAGE);
    }
}
