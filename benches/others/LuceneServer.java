import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.MultiFieldQueryParser;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * Lucene with kuromoji behind HTTP, as a user of Lucene would write it.
 *
 * <p>{@code index FOLDER FIELDS ROWS} indexes rows of tab-separated columns; {@code serve FOLDER
 * FIELDS PORT HITS STATE.. YEAR} answers {@code GET /ids?QUERY}, {@code /facets?QUERY} and {@code
 * /filtered?QUERY} in the syntax of Lucene's own query parser, with lines of tab-separated text.
 * FIELDS are {@code title,overview}, with {@code title.bigrams,overview.bigrams} behind them or not.
 */
public final class LuceneServer {
  private static final List<String> FACETS = List.of("fiscalYears", "consulates", "states", "themes");
  private static final String BIGRAMS = ".bigrams";

  /** More values than any facet has. */
  private static final int MOST_VALUES = 1_000;

  private static final double BUFFER_MB = 128;

  private final String[] fields;
  private final Analyzer analyzer;
  private final Map<String, Float> boosts;
  private final IndexSearcher searcher;
  private final DefaultSortedSetDocValuesReaderState facetState;
  private final int hits;
  private final Query filter;

  public static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[1]);
    var fields = arguments[2].split(",");
    switch (arguments[0]) {
      case "index" -> index(folder, fields, Path.of(arguments[3]));
      case "serve" -> {
        var filterValues = Arrays.asList(arguments).subList(5, arguments.length);
        new LuceneServer(folder, fields, Integer.parseInt(arguments[4]), filterValues)
            .serve(Integer.parseInt(arguments[3]));
      }
      default -> throw new IllegalArgumentException("index or serve, not " + arguments[0]);
    }
  }

  private static Analyzer analyzer(String[] fields) {
    var others = Arrays.stream(fields).filter(field -> field.endsWith(BIGRAMS));
    return new PerFieldAnalyzerWrapper(
        new JapaneseAnalyzer(),
        others.collect(Collectors.toMap(field -> field, field -> new CJKAnalyzer())));
  }

  /** Analyses on all cores. */
  private static void index(Path folder, String[] fields, Path rows) throws IOException {
    var config = new IndexWriterConfig(analyzer(fields)).setRAMBufferSizeMB(BUFFER_MB);
    var facets = facetsConfig();
    try (var writer = new IndexWriter(FSDirectory.open(folder), config);
        var lines = Files.lines(rows)) {
      lines.parallel().forEach(line -> add(writer, fields, facets, line.split("\t", -1)));
    }
  }

  /** Columns: number, id, title, overview, the facets in their order, and others. */
  private static void add(
      IndexWriter writer, String[] fields, FacetsConfig facets, String[] columns) {
    var document = new Document();
    document.add(new StringField("id", columns[1], Store.YES));
    for (var field : fields) {
      var text = columns[isTitle(field) ? 2 : 3];
      document.add(new TextField(field, text, field.endsWith(BIGRAMS) ? Store.NO : Store.YES));
    }
    for (var facet : FACETS) {
      for (var value : columns[4 + FACETS.indexOf(facet)].split(" ")) {
        if (!value.isEmpty()) {
          document.add(new StringField(facet, value, Store.NO));
          document.add(new SortedSetDocValuesFacetField(facet, value));
        }
      }
    }
    try {
      writer.addDocument(facets.build(document));
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private static boolean isTitle(String field) {
    return field.startsWith("title");
  }

  private static FacetsConfig facetsConfig() {
    var config = new FacetsConfig();
    FACETS.forEach(facet -> config.setMultiValued(facet, true));
    return config;
  }

  private LuceneServer(Path folder, String[] fields, int hits, List<String> filterValues)
      throws IOException {
    this.fields = fields;
    this.analyzer = analyzer(fields);
    this.boosts =
        Arrays.stream(fields)
            .collect(Collectors.toMap(field -> field, field -> isTitle(field) ? 2f : 1f));
    var reader = DirectoryReader.open(FSDirectory.open(folder));
    this.searcher = new IndexSearcher(reader);
    this.facetState = new DefaultSortedSetDocValuesReaderState(reader);
    this.hits = hits;
    var last = filterValues.size() - 1;
    var states = filterValues.subList(0, last).stream().map(BytesRef::new).toList();
    this.filter =
        new BooleanQuery.Builder()
            .add(new TermInSetQuery("states", states), Occur.FILTER)
            .add(new TermQuery(new Term("fiscalYears", filterValues.get(last))), Occur.FILTER)
            .build();
  }

  private void serve(int port) throws IOException {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.setExecutor(Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors()));
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    int status = 200;
    String answer;
    try {
      var uri = exchange.getRequestURI();
      answer = answer(uri.getPath(), uri.getQuery());
    } catch (ParseException | RuntimeException error) {
      status = 400;
      answer = error.toString();
    }
    var bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  private String answer(String path, String text) throws IOException, ParseException {
    Query query = new MultiFieldQueryParser(fields, analyzer, boosts).parse(text);
    if (path.equals("/filtered")) {
      query =
          new BooleanQuery.Builder().add(query, Occur.MUST).add(filter, Occur.FILTER).build();
    }
    // Without a limit to counting, as the exact total is asked for.
    var best = TopScoreDocCollector.create(hits, Integer.MAX_VALUE);
    var lines = new StringBuilder();
    if (path.equals("/facets")) {
      var all = new FacetsCollector();
      searcher.search(query, MultiCollector.wrap(best, all));
      var counts = new SortedSetDocValuesFacetCounts(facetState, all);
      writeHits(best, lines);
      for (var facet : FACETS) {
        var values = counts.getTopChildren(MOST_VALUES, facet);
        if (values != null) {
          for (var value : values.labelValues) {
            lines.append(facet).append('\t').append(value.label);
            lines.append('\t').append(value.value.intValue()).append('\n');
          }
        }
      }
    } else {
      searcher.search(query, best);
      writeHits(best, lines);
    }
    return lines.toString();
  }

  private void writeHits(TopScoreDocCollector best, StringBuilder lines) throws IOException {
    var found = best.topDocs();
    lines.append("total\t").append(found.totalHits.value).append('\n');
    for (var hit : found.scoreDocs) {
      lines.append("id\t").append(searcher.doc(hit.doc).get("id")).append('\n');
    }
  }
}
