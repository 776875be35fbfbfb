package io.trainyard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.client.PackagedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** One person's first half hour with the page: nothing yet, a first job, a mistake, a failure, a server that goes away. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrainingPageIT extends PageRig {

    private static final String SPEC = """
            {"name": "%s", "labels": {"course": "week3"}, "seed": 1,
             "dataset": {"name": "shapes", "train_limit": 1000, "test_limit": 200},
             "model": {"layers": [
               {"type": "conv2d", "out_channels": 8, "kernel_size": 3, "padding": 1, "bias": false}, {"type": "batch_norm2d"}, {"type": "relu"},
               {"type": "max_pool2d", "kernel_size": 4}, {"type": "flatten"}, {"type": "linear", "out_features": 10}]},
             "optimizer": {"type": "sgd", "learning_rate": %s, "momentum": 0.9},
             "training": {"epochs": %d, "batch_size": 50}}""";
    private static final Duration TRAINING = Duration.ofSeconds(300);
    private static final String POINTS = "return (document.querySelector('ty-curves-tab ty-chart')?.x.length ?? 0)";

    @Override
    String[] settings() {
        return new String[0];
    }

    @Test
    @Order(1)
    void an_empty_server_says_how_to_begin() throws Exception {
        browser.open("/");
        browser.await(
                "the empty state", "return document.querySelector('.empty h2')?.textContent === 'No experiments yet'");

        screenshots("no-jobs");
        isAccessible("the empty list");
    }

    @Test
    @Order(2)
    void mistakes_are_shown_where_they_are_while_one_types() throws Exception {
        browser.open("/new?from=quickstart");
        browser.await(
                "a valid example",
                "return document.querySelector('.submit-bar [role=status]')?.textContent.startsWith('Ready')");
        type(
                "{\"sed\": 1, \"dataset\": {\"name\": \"cifar\"}, \"model\": {\"layers\": [{\"type\": \"conv2d\", \"out_channels\": 0}]}}");
        browser.await("the violations", "return document.querySelectorAll('.violations li').length === 4");

        assertThat(browser.text(".violations")).contains("/dataset/name", "Did you mean \"cifar10\"?", "/sed");
        assertThat(
                        browser.js(
                                "return document.querySelector('ty-spec-editor').shadowRoot.querySelectorAll('.cm-lintRange-error').length"))
                .isNotEqualTo(0L);
        assertThat(browser.find(".submit-bar .button").isEnabled()).isFalse();
        screenshots("new-job-wrong");

        type("{\"name\": ");
        browser.await("malformed JSON", "return document.querySelectorAll('.violations li').length === 1");
        assertThat(browser.complaints()).isNotEmpty().allMatch(line -> line.contains("status of 400"));
        type(SPEC.formatted("draft", "0.02", 1));
        browser.await("a valid spec", "return document.querySelector('.violations') === null");
    }

    @Test
    @Order(3)
    void a_job_is_submitted_and_its_curve_grows() throws Exception {
        browser.open("/new");
        type(SPEC.formatted("first", "0.02", 40));
        browser.await("a valid spec", "return document.querySelector('.submit-bar .button')?.disabled === false");
        isAccessible("the editor");
        screenshots("new-job");
        browser.press("Start the job");
        browser.await("the job's page", "return location.hash.startsWith('#/jobs/job_')");

        browser.await(TRAINING, "two epochs", POINTS + " >= 2");
        long before = (Long) browser.js(POINTS);
        screenshots("training");
        browser.await(TRAINING, "more epochs", POINTS + " > arguments[0]", before);
        isAccessible("a running job");
    }

    @Test
    @Order(4)
    void a_running_job_is_paused_resumed_and_cancelled() throws Exception {
        String id = jobOnPage();
        browser.press("Pause");
        api.awaitStatus(id, "paused");
        browser.await("the state", "return document.querySelector('.job-head .badge').textContent.includes('paused')");
        browser.press("Resume");
        browser.await(
                TRAINING,
                "the state",
                "return document.querySelector('.job-head .badge').textContent.includes('running')");

        browser.press("Cancel");
        browser.press("Cancel the job");
        api.awaitStatus(id, "cancelled");
        browser.await(
                "the state", "return document.querySelector('.job-head .badge').textContent.includes('cancelled')");
    }

    @Test
    @Order(5)
    void the_numbers_are_those_of_the_api() throws Exception {
        String id =
                api.post("jobs", SPEC.formatted("second", "0.02", 4)).at("/id").asString();
        browser.open("/jobs/" + id);
        browser.await(
                TRAINING,
                "the end",
                "return document.querySelector('.job-head .badge').textContent.includes('succeeded')");

        JsonNode job = api.get("jobs/" + id);
        assertThat(browser.text(".job-state"))
                .contains(percent(job.at("/result/test_accuracy").asDouble()))
                .contains(percent(job.at("/best/value").asDouble()))
                .contains("4 of 4 epochs");
        browser.await("all epochs", POINTS + " === 4");
        JsonNode rows = api.get("jobs/" + id + "/metrics").at("/data");
        for (int epoch = 0; epoch < rows.size(); epoch++) {
            assertThat(browser.js(
                            "return document.querySelector('ty-curves-tab ty-chart').curves[0].values[arguments[0]]",
                            epoch))
                    .isEqualTo(rows.get(epoch).at("/train_loss").asDouble());
        }

        browser.open("/");
        browser.await(
                "the row",
                "return document.querySelector('tr[data-id=\"' + arguments[0] + '\"] .cell-test')?.textContent.trim() === arguments[1]",
                id,
                percent(job.at("/result/test_accuracy").asDouble()));
    }

    @Test
    @Order(6)
    void every_view_of_a_job_is_drawn_and_accessible() throws Exception {
        String id = succeeded();
        for (String tab : new String[] {"curves", "network", "test", "predict", "checkpoints", "spec", "log"}) {
            browser.open("/jobs/%s/%s".formatted(id, tab));
            browser.await(
                    tab,
                    "return document.querySelector('.tab-panel > *').childElementCount > 0 && !document.querySelector('.tab-panel .skeleton')");
            isAccessible(tab);
            screenshots("job-" + tab);
        }
    }

    @Test
    @Order(7)
    void curves_have_a_point_for_every_step() throws Exception {
        String id = succeeded();
        browser.open("/jobs/" + id);
        browser.press("Per iteration");
        int steps = api.get("jobs/" + id + "/metrics?per=iteration&points=2000")
                .at("/data")
                .size();

        browser.await("the steps", POINTS + " === arguments[0]", steps);
        assertThat(steps).isGreaterThan(4);
        screenshots("iterations");
    }

    @Test
    @Order(8)
    void an_image_is_dropped_and_recognized() throws Exception {
        String id = succeeded();
        Path image = folder.resolve("sample.png");
        Files.write(image, api.bytes("datasets/shapes/samples/test/0.png?scale=1"));
        browser.open("/jobs/" + id + "/predict");
        browser.find("input[type=file]").sendKeys(image.toString());

        browser.await("the guesses", "return document.querySelectorAll('.guess-list li').length === 5");
        String best = api.predict("jobs/" + id + "/predict", image)
                .at("/predictions/0/name")
                .asString();
        assertThat(browser.text(".guess-name")).isEqualTo(best);
        isAccessible("a prediction");
        screenshots("prediction");
    }

    @Test
    @Order(9)
    void a_failure_says_what_went_wrong() throws Exception {
        String id = api.post(
                        "jobs", SPEC.formatted("diverges", "1000.0", 4).replace("{\"type\": \"batch_norm2d\"}, ", ""))
                .at("/id")
                .asString();
        api.awaitStatus(id, "failed");
        browser.open("/jobs/" + id);
        browser.await("the error", "return document.querySelector('.notice.tone-bad') !== null");

        assertThat(browser.text(".notice.tone-bad"))
                .contains(api.get("jobs/" + id).at("/error/message").asString());
        isAccessible("a failed job");
        screenshots("failed");
    }

    @Test
    @Order(10)
    void curves_of_several_jobs_lie_over_each_other() throws Exception {
        browser.open("/");
        browser.await("the rows", "return document.querySelectorAll('.job-table tbody input').length === 3");
        browser.js("document.querySelectorAll('.job-table tbody input').forEach(box => box.click())");
        browser.press("Compare");
        browser.await("the curves", "return document.querySelector('ty-compare-page ty-chart')?.curves.length >= 2");
        isAccessible("the comparison");
        screenshots("compare");
    }

    @Test
    @Order(11)
    void data_sets_are_shown() throws Exception {
        browser.open("/datasets/shapes");
        browser.await("the statistics", "return document.querySelectorAll('.balance tbody tr').length === 10");
        isAccessible("the data sets");
        screenshots("datasets");
    }

    @Test
    @Order(12)
    void a_server_that_is_gone_is_said_to_be_and_comes_back_by_itself() throws Exception {
        browser.open("/");
        browser.await("the rows", "return document.querySelectorAll('.job-table tbody tr').length === 3");
        server.close();
        browser.await("the banner", "return document.querySelector('.banner') !== null");
        isAccessible("a page without its server");
        screenshots("server-gone");

        server = PackagedServer.startOn(server.uri().getPort(), folder, settings());
        api.awaitStart();
        browser.await(
                "the recovery",
                "return document.querySelector('.banner') === null && document.querySelectorAll('.job-table tbody tr').length === 3");
        assertThat(browser.complaints()).isNotEmpty().allMatch(line -> line.contains("ERR_"));
    }

    private void type(String text) {
        browser.find("ty-spec-editor");
        browser.await(
                "the editor",
                "return document.querySelector('ty-spec-editor').view !== undefined && document.querySelector('.submit-bar [role=status]').textContent !== 'Checking…'");
        browser.js("document.querySelector('ty-spec-editor').text = arguments[0]", text);
    }

    private String succeeded() throws Exception {
        return api.get("jobs?status=succeeded&limit=1").at("/data/0/id").asString();
    }

    private String jobOnPage() {
        return browser.js("return location.hash.split('/')[2]").toString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
